import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => JSON.parse(readFileSync(join(__dirname, '..', file), 'utf8'));
const manifest = read('package.json');
const locked: [
  string,
  { version?: string; integrity?: string; dev?: boolean; hasInstallScript?: boolean; resolved?: string },
][] = Object.entries(read('package-lock.json').packages);

test('nothing of ours runs when the package is installed', () => {
  expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$|^prepublish$/.test(name))).toEqual([]);
});

test('nor does anything that comes with it', () => {
  const withScripts = locked.filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev);
  expect(withScripts.map(([path]) => path)).toEqual([]);
});

test('what runs is pinned to one version and its bytes, from whatever registry', () => {
  for (const version of Object.values<string>(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const [path, { integrity, resolved }] of locked) {
    if (path === '') continue;
    expect({ path, resolved }).toEqual({ path, resolved: undefined });
    // What lies inside another package comes with that one's bytes.
    if (integrity !== undefined) expect(integrity).toMatch(/^sha512-/);
  }
});

test('the package holds what it lists, and no sources, tests or fleet', () => {
  expect(manifest.files).toEqual(expect.arrayContaining(['bin', 'lib', 'NOTICE']));
  expect(manifest.files.filter((path: string) => /^(?:src|test|dist|tools|docs)\b/.test(path))).toEqual([]);
});
