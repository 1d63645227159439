import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const npm = (...args: readonly string[]) =>
  JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 }),
  );

test('what is published: the command, the library, its schemas, and nothing of the fleet or the tests', () => {
  const listed = npm('pack', '--dry-run', '--json', '--ignore-scripts');
  const [{ files }] = Array.isArray(listed) ? listed : Object.values<{ files: { path: string }[] }>(listed);
  const paths: string[] = files.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['bin/eco.js', 'lib/src/index.js', 'lib/src/index.d.ts', 'LICENSE', 'NOTICE']),
  );
  const odd = paths.filter(
    (path) => !/^(?:bin\/|lib\/|LICENSE$|NOTICE$|README\.md$|CHANGELOG\.md$|package\.json$)/.test(path),
  );
  expect(odd).toEqual([]);
  expect(paths.filter((path) => /\/fleet\/|\.test\.|\.pem$|\.env$|tsbuildinfo$/.test(path))).toEqual([]);
});

test('the bill of materials names every package that runs', () => {
  // With --omit=dev npm leaves out what both need, so the whole list is asked for: it says which is for development.
  const { components } = npm('sbom', '--sbom-format', 'cyclonedx');
  const named = new Set(components.map(({ name, version }: { name: string; version: string }) => `${name}@${version}`));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [name, version] of Object.entries(dependencies)) expect(named).toContain(`${name}@${version}`);
});
