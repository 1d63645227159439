import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import type { SealedValues } from '../../security/sealed-file.js';
import { readSealed } from '../../security/sealed-file.js';
import type { Fleet } from '../../service/fleet.js';
import type { Project } from '../project.js';

/** The file with the sealed values of an environment, from the project's root; undefined where the fleet has no folder. */
export function sealedFileOf({ sealed }: Fleet, environment: string): string | undefined {
  return sealed === undefined ? undefined : `${sealed}/${environment}.yaml`;
}

/** What is sealed in an environment: nothing where there is no file. */
export function loadSealed(
  project: Project,
  fleet: Fleet,
  environment: string,
): { readonly sealed: SealedValues; readonly findings: readonly Finding[] } {
  const file = sealedFileOf(fleet, environment);
  if (file === undefined || !existsSync(join(project.root, file))) return { sealed: new Map(), findings: [] };
  return readSealed(readFileSync(join(project.root, file), 'utf8'), file);
}
