import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIndex } from './build/schemas.js';

/** What decides the output: the schemas as they are committed, and the code that reads and writes them. */
const inputs = [
  'imports/schemas',
  'imports/crds',
  'imports/cel',
  'imports/schema',
  'tools/imports',
  'package-lock.json',
];
const output = 'lib/schemas';

const stamp = join(output, 'inputs.sha256');
const hash = hashOf(inputs);
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  for (const file of readdirSync('imports/schemas')) {
    if (file.startsWith('kubernetes-')) cpSync(join('imports/schemas', file), join(output, file));
  }
  cpSync('imports/cel', join(output, 'cel'), { recursive: true });
  writeIndex('imports', output);
  // Last: a run that was killed is begun anew.
  writeFileSync(stamp, hash);
}

function hashOf(paths: readonly string[]): string {
  const digest = createHash('sha256');
  const add = (path: string): void => {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const below = join(path, entry.name);
      if (entry.isDirectory()) add(below);
      else digest.update(below).update(readFileSync(below));
    }
  };
  for (const path of paths) {
    if (path.includes('.')) digest.update(readFileSync(path));
    else add(path);
  }
  return digest.digest('hex');
}
