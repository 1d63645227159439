import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { distOf } from '../../../src/synth/commit/dist.js';
import { planOf } from '../../../src/synth/commit/plan.js';
import { clean, project, put } from './project.js';

afterEach(clean);

const prod = (path: string) => path.startsWith('prod/');

test('says what differs, in order, and which folders will be empty, the deepest first', () => {
  const { root } = project();
  put(root, { 'b/same': '1', 'b/other': '1', 'gone/deep/x': '', 'gone/y': '' });
  const plan = planOf(
    distOf(root),
    new Map(Object.entries({ 'z/new': '', 'a/new': '', 'b/same': '1', 'b/other': '2' })),
  );
  expect(plan).toEqual({
    added: ['a/new', 'z/new'],
    changed: ['b/other'],
    removed: ['gone/deep/x', 'gone/y'],
    unchanged: 1,
    inTheWay: new Set(),
    emptied: ['gone/deep', 'gone'],
    findings: [],
  });
});

test('what stands where an output belongs goes first', () => {
  const { root } = project();
  put(root, { a: '', 'b/deep/x': '', 'Case.yaml': '', other: '' });
  const plan = planOf(
    distOf(root),
    new Map([
      ['a/x', ''],
      ['b', ''],
      ['case.yaml', ''],
    ]),
  );
  expect([...plan.inTheWay]).toEqual(['Case.yaml', 'a', 'b/deep/x']);
  expect(plan.removed).toContain('other');
  expect(plan.emptied).toEqual(['b/deep', 'b']);
});

test('a run of a part removes only its own, and empties only folders that it empties', () => {
  const { root } = project();
  put(root, { 'prod/x/a': '', 'dev/x/a': '' });
  mkdirSync(join(root, 'dev/empty'));
  const plan = planOf(distOf(root), new Map(), prod);
  expect(plan).toMatchObject({ removed: ['prod/x/a'], emptied: ['prod/x', 'prod'], findings: [] });
});

test('what a run does not own is not moved out of the way', () => {
  const { root } = project();
  put(root, { 'PROD/x': '' });
  const { findings } = planOf(distOf(root), new Map([['prod/x', '']]), prod);
  expect(findings.map(({ message }) => message)).toEqual([
    'output file "prod/x" has no room: "PROD/x" is in its place, and this run does not own it',
  ]);
});
