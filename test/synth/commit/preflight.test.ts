import fs, { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { distOf, makeWorkingFolder } from '../../../src/synth/commit/dist.js';
import { planOf } from '../../../src/synth/commit/plan.js';
import { checkRoot, preflight } from '../../../src/synth/commit/preflight.js';
import { clean, project, put } from './project.js';

/* Real users, mounts and disks: commit-faults.test.ts. */

afterEach(() => {
  jest.restoreAllMocks();
  clean();
});

test('an output folder may be absent, or a folder', () => {
  const { root } = project();
  expect(checkRoot(distOf(root))).toEqual([]);
  mkdirSync(root);
  expect(checkRoot(distOf(root))).toEqual([]);
});

test('a link is refused, also one that leads nowhere: Git stores the link', () => {
  const { root } = project();
  symlinkSync('nowhere', root);
  expect(checkRoot(distOf(root))).toMatchObject([{ why: expect.stringContaining('Git stores the link') }]);
});

test('a repository or a package is refused: what is no output would be removed', () => {
  const { root } = project();
  mkdirSync(join(root, '.git'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  expect(checkRoot(distOf(root)).map(({ message }) => message)).toEqual([
    'output folder "dist" holds ".git": it is a project',
  ]);
});

test('each folder is asked once, and a refusal covers what is below', () => {
  const { root } = project();
  put(root, { 'prod/a/x': '', 'prod/a/y': '', 'prod/b/x': '', 'dev/x': '' });
  const dist = distOf(root);
  makeWorkingFolder(dist);
  const asked: string[] = [];
  jest.spyOn(fs, 'accessSync').mockImplementation((path) => {
    asked.push(String(path));
    const refused = ['prod/b', 'prod', 'dev'].some((name) => path === join(root, name));
    if (refused) throw Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'access', path });
  });
  const plan = planOf(dist, new Map([['prod/new/deep/x', '']]));
  expect(preflight(dist, plan).map(({ at }) => at?.file)).toEqual(['dist/prod', 'dist/dev']);
  expect(asked.filter((path) => path === join(root, 'prod'))).toHaveLength(1);
});

test('a file that the system protects (chattr +i) is found before anything moves; its mode does not matter', () => {
  const { root } = project();
  put(root, { 'prod/x': '', 'prod/y': '' });
  const dist = distOf(root);
  makeWorkingFolder(dist);
  jest.spyOn(fs, 'accessSync').mockImplementation((path) => {
    const code = path === join(root, 'prod/x') ? 'EPERM' : 'EACCES';
    if (/[xy]$/.test(String(path))) throw Object.assign(new Error(code), { code, syscall: 'access', path });
  });
  expect(preflight(dist, planOf(dist, new Map())).map(({ message }) => message)).toEqual([
    'the system protects "dist/prod/x" from change',
  ]);
});
