import { resolve } from 'node:path';
import type { SetOptions } from '../../checks/check.js';
import type { RuleSettings } from '../../checks/settings.js';
import type { Facts } from '../../cluster/facts.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import type { FoundFile } from '../../manifest/files/sets.js';
import type { Arguments, Terminal } from '../command.js';
import { findProject } from '../project.js';

/** How standard input is called in messages. */
export const STDIN = '<stdin>';

/** What is checked: files, and what is known of each set's cluster. */
export interface Input {
  readonly root: string;
  readonly files: readonly FoundFile[];
  readonly findings: readonly Finding[];
  readonly ofSet: (set: string) => SetOptions;
  /** What the fleet says of rules; the settings file goes before it. */
  readonly settings?: RuleSettings;
}

/** Whether the project's own output is meant: no path, or its `dist`, and no other facts than the fleet's. */
export function isOwn({ positionals, value }: Arguments, { cwd }: Terminal): boolean {
  if (value('facts') !== undefined) return false;
  if (positionals.length === 0) return true;
  if (positionals.length > 1 || positionals[0] === '-') return false;
  try {
    return findProject(cwd).dist === resolve(cwd, positionals[0] ?? '');
  } catch {
    return false;
  }
}

export function withVersion(facts: Facts, args: Arguments): Facts {
  const kubernetes = args.value('kubernetes');
  return kubernetes === undefined ? facts : { ...facts, kubernetes };
}
