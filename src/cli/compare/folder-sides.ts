import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { readFiles } from '../../manifest/files/read-files.js';
import { partFiles } from '../../manifest/files/sets.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Arguments, Terminal } from '../command.js';
import { misuse, type TwoSides } from './sides.js';

/** Two folders of YAML, whoever wrote them. @throws Failure for one that is not there */
export function folderSides(
  from: string | undefined,
  to: string | undefined,
  args: Arguments,
  terminal: Terminal,
): TwoSides {
  if (from === undefined || to === undefined || args.positionals.length > 0)
    throw misuse('--from and --to go together, without a REF');
  const [a, b] = [readFolder(from, terminal.cwd), readFolder(to, terminal.cwd)];
  return {
    before: a.sets,
    after: b.sets,
    title: `${from} → ${to}`,
    findings: [...a.findings, ...b.findings],
    optionsOf: () => ({ kubernetes: args.value('kubernetes') }),
    root: terminal.cwd,
  };
}

/** Each tree is its own root: the same file has the same path on both sides. */
function readFolder(folder: string, cwd: string): { sets: readonly ManifestSet[]; findings: readonly Finding[] } {
  const path = resolve(cwd, folder);
  if (!existsSync(path)) throw misuse(`there is no "${folder}"`);
  const root = statSync(path).isDirectory() ? path : resolve(path, '..');
  const { files, findings } = readFiles([path], root);
  const parted = partFiles(files);
  return { sets: parted.sets, findings: [...findings, ...parted.findings] };
}
