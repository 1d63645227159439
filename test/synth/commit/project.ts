import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

export { listing } from './listing.js';

/** Real folders in the system's temporary folder, for the tests of the committer. Removed by `clean`. */
const made: string[] = [];

/** `inMemory`: where flushing costs nothing, for tests with hundreds of commits. */
export function project(inMemory = false): { folder: string; root: string } {
  const parent = inMemory && existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(parent, 'eco-commit-'));
  // Another user must be able to enter (the tests of permissions run as one).
  chmodSync(folder, 0o755);
  made.push(folder);
  return { folder, root: join(folder, 'dist') };
}

export function clean(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes files as somebody else would, not through the committer. */
export function put(root: string, files: Record<string, string> | ReadonlyMap<string, string>): void {
  for (const [path, text] of files instanceof Map ? files : Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export function sorted(files: Record<string, string> | ReadonlyMap<string, string>): Record<string, string> {
  const entries = files instanceof Map ? [...files] : Object.entries(files);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function mode(file: string): string {
  return (lstatSync(file).mode & 0o7777).toString(8);
}

/** What `.eco/` holds apart from its .gitignore: nothing, after any run that ended. */
export function leftInEco(folder: string): string[] {
  const eco = join(folder, '.eco');
  return existsSync(eco) ? readdirSync(eco).filter((name) => name !== '.gitignore') : [];
}

/** The committer as one file that a child process can run, and that another user can read. */
export function bundleChild(): string {
  const { folder } = project();
  const outfile = join(folder, 'child.cjs');
  const entry = join(__dirname, 'child.ts');
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
  return outfile;
}

/** Two outputs that differ in every way: changed, added and removed files and folders, a file that becomes a folder. */
export function outputs(services: number): { a: Map<string, string>; b: Map<string, string> } {
  const a = new Map<string, string>();
  const b = new Map<string, string>();
  for (let i = 0; i < services; i++) {
    const both = `prod/both-${i}`;
    a.set(`${both}/deployment.yaml`, `image: a${i}\n`).set(`${both}/service.yaml`, 'port: 80\n');
    b.set(`${both}/deployment.yaml`, `image: b${i}\n`).set(`${both}/service.yaml`, 'port: 80\n');
    a.set(`prod/gone-${i}/deep/deployment.yaml`, 'a\n');
    b.set(`dev/new-${i}/deployment.yaml`, `${'b'.repeat(i * 500)}\n`);
  }
  a.set('prod/turns', 'a file\n').set('prod/back/deep/x.yaml', 'in a folder\n');
  b.set('prod/turns/deep/x.yaml', 'in a folder\n').set('prod/back', 'a file\n');
  return { a, b };
}
