import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, type Source, sources } from './sources.js';

/** One line of `imports/lock.json`: what a file here was read from. */
export interface LockEntry {
  readonly package: string;
  readonly version: string;
  readonly integrity: string;
  readonly licence: string;
  readonly use: string;
}

interface Packed {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly integrity: string;
}

/** Downloads and unpacks every source below a folder, and holds it against the lock file. */
export function fetchSources(folder: string, lockFile: string): void {
  const specifiers = sources.map(({ name, version }) => `${name}@${version}`);
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder, ...specifiers])) as Packed[];
  const before = existsSync(lockFile) ? (JSON.parse(readFileSync(lockFile, 'utf8')) as LockEntry[]) : [];
  const entries = sources.map((source) => {
    const entry = lockEntry(source, packed);
    const locked = before.find((other) => other.package === entry.package && other.version === entry.version);
    if (locked && locked.integrity !== entry.integrity) {
      throw new Error(`${entry.package}@${entry.version} is not what imports/lock.json says: ${entry.integrity}`);
    }
    return entry;
  });
  for (const { name, filename } of packed) {
    const target = join(folder, folderOf(name));
    mkdirSync(target, { recursive: true });
    run('tar', ['-xzf', join(folder, filename), '-C', target, '--strip-components=1']);
  }
  writeFileSync(lockFile, `${JSON.stringify(entries, null, 2)}\n`);
}

function lockEntry({ name, version, licence, use }: Source, packed: readonly Packed[]): LockEntry {
  const found = packed.find((one) => one.name === name);
  if (found?.version !== version)
    throw new Error(`npm pack gave ${found?.version ?? 'nothing'} for ${name}@${version}`);
  return { package: name, version, integrity: found.integrity, licence, use };
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${error?.message ?? stderr}`);
  return stdout;
}
