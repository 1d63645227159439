import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CommitResult, commit, openIntent, recover } from '../../../src/synth/commit/commit.js';
import { digest } from '../../../src/synth/commit/tree.js';
import { bundleChild, clean, listing, project, put, sorted } from './project.js';

/* What the system refuses, really refused: by a small disk, a mount, a limit, another user. */

jest.setTimeout(60_000);

let bundle = '';
beforeAll(() => {
  bundle = bundleChild();
});
afterAll(clean);

const A = new Map([
  ['prod/waste-api/deployment.yaml', 'old\n'],
  ['prod/waste-api/service.yaml', 'same\n'],
  ['prod/gone/service.yaml', 'gone\n'],
]);
const B = new Map([
  ['prod/waste-api/deployment.yaml', 'new\n'],
  ['prod/waste-api/service.yaml', 'same\n'],
  ['prod/a/deep/x.yaml', 'added\n'],
  ['prod/b/deep/x.yaml', 'added\n'],
]);
const UNTOUCHED = 'Nothing was written: the output is as it was before this run.';

interface Outcome {
  readonly result: CommitResult;
  readonly after: Record<string, string>;
}

/**
 * Commits A, then, after `between`, B, by a shell: `$1` is the project, `$CHILD` runs commit-child.ts. What is mounted is
 * mounted for that shell alone.
 */
function shell(before: string, between: string, b = B): Outcome {
  const [{ folder }, inputs] = [project(), project()];
  put(inputs.folder, { 'a.json': JSON.stringify([[...A]]), 'b.json': JSON.stringify([[...b]]) });
  const script = `
    ${before}
    $CHILD once "$1/dist" "$2/a.json" > "$2/ignored"
    ${between}
    $CHILD once "$1/dist" "$2/b.json"
    $CHILD show "$1/dist"`;
  const args = ['sh', '-euc', script, 'sh', folder, inputs.folder];
  const env = { ...process.env, CHILD: `${process.execPath} ${bundle}` };
  const [command = '', ...rest] = script.includes('mount ') ? [...NAMESPACE, ...args] : args;
  const { stdout, stderr, status } = spawnSync(command, rest, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${status} ${stderr}`);
  const [result = '', after = ''] = stdout.trim().split('\n');
  return { result: JSON.parse(result), after: JSON.parse(after) };
}

const NAMESPACE = ['unshare', process.getuid?.() === 0 ? '-m' : '-Urm'];
const canMount =
  spawnSync(NAMESPACE[0] ?? '', [...NAMESPACE.slice(1), 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0;
/** Shown as skipped where the system lets nobody mount; the tests of limits and modes run everywhere. */
const mounted = canMount ? test : test.skip;

function expectUntouched({ result, after }: Outcome): void {
  expect(result).toMatchObject({ added: [], changed: [], removed: [] });
  expect(result.findings).toHaveLength(1);
  expect(after).toEqual(sorted(A));
}

test('a file larger than the shell allows', () => {
  const big = new Map(B).set('prod/waste-api/deployment.yaml', 'x'.repeat(100_000));
  const outcome = shell('', 'ulimit -f 16', big);
  expectUntouched(outcome);
  expect(outcome.result.findings).toMatchObject([
    { rule: 'disk-full', at: { file: 'dist/prod/waste-api/deployment.yaml' }, why: UNTOUCHED },
  ]);
});

mounted('a full disk', () => {
  const big = new Map(B).set('prod/waste-api/deployment.yaml', 'x'.repeat(100_000));
  const outcome = shell('mount -t tmpfs -o size=96k tmpfs "$1"', '', big);
  expectUntouched(outcome);
  expect(outcome.result.findings).toMatchObject([
    {
      rule: 'disk-full',
      message: 'the disk is full: no room for "dist/prod/waste-api/deployment.yaml"',
      why: UNTOUCHED,
    },
  ]);
});

mounted('a disk that is full of inodes only after the first moves: they are taken back', () => {
  const failed = new Set<string>();
  for (let inodes = 14; inodes < 22; inodes++) {
    const outcome = shell(`mount -t tmpfs -o nr_inodes=${inodes} tmpfs "$1"`, '');
    if (outcome.result.findings.length === 0) continue;
    expectUntouched(outcome);
    expect(outcome.result.findings).toMatchObject([{ rule: 'disk-full', why: UNTOUCHED }]);
    failed.add(outcome.result.findings[0]?.at?.file ?? '');
  }

  expect([...failed]).toEqual(expect.arrayContaining(['dist/prod/a/deep', 'dist/prod/b']));
});

mounted('a read-only file system', () => {
  const outcome = shell('mount -t tmpfs tmpfs "$1"', 'mount -o remount,bind,ro "$1"');
  expectUntouched(outcome);
  expect(outcome.result.findings[0]).toMatchObject({
    rule: 'output-write',
    message: '".eco" lies on a read-only file system',
    why: UNTOUCHED,
  });
});

mounted('a read-only folder inside the output', () => {
  const outcome = shell(
    'mount -t tmpfs tmpfs "$1"',
    'mount --bind "$1/dist" "$1/dist"; mount -o remount,bind,ro "$1/dist"',
  );
  expectUntouched(outcome);
  expect(outcome.result.findings).toMatchObject([{ message: '"dist" lies on a read-only file system' }]);
});

mounted('an output on another disk than its project', () => {
  const other = shell('mkdir "$1/dist"', 'mount -t tmpfs tmpfs "$1/dist"');
  expect(other.result.findings).toMatchObject([{ rule: 'output-folder', at: { file: 'dist' } }]);
  expect(other.after).toEqual({});
});

mounted('a file that the system holds fast, found out half way: what was moved is taken back', () => {
  const outcome = shell('', 'mount --bind "$1/dist/prod/gone/service.yaml" "$1/dist/prod/gone/service.yaml"');
  expectUntouched(outcome);
  const message = 'the system refused rename of "dist/prod/gone/service.yaml": EBUSY';
  expect(outcome.result.findings).toMatchObject([{ rule: 'output-write', message }]);
});

test('folders that this user may not change: one finding for them and what is below', () => {
  const { folder, root } = project();
  commit(root, A);
  chmodSync(folder, 0o777);
  chmodSync(join(folder, '.eco'), 0o777);
  for (const path of ['prod/waste-api', 'prod/gone', 'prod']) chmodSync(join(root, path), 0o555);
  chmodSync(root, 0o777);
  put(folder, { 'b.json': JSON.stringify([[...B]]) });
  // Root may change everything: such a run becomes somebody else first.
  const env = process.getuid?.() === 0 ? { ...process.env, CHILD_USER: '65534' } : process.env;
  const { stdout } = spawnSync(process.execPath, [bundle, 'once', root, join(folder, 'b.json')], {
    encoding: 'utf8',
    env,
  });
  for (const path of ['prod', 'prod/waste-api', 'prod/gone']) chmodSync(join(root, path), 0o755);
  const { findings } = JSON.parse(stdout) as CommitResult;
  expect(findings.map(({ message }) => message)).toEqual(['this user may not change "dist/prod"']);
  expect(findings[0]).toMatchObject({ rule: 'output-write', why: UNTOUCHED, fix: expect.stringContaining('chmod') });
  expect(listing(root)).toEqual(sorted(A));
});

test('an output folder that is a file, a link, or a project', () => {
  const { folder } = project();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('file'), 'mine');
  mkdirSync(at('real'));
  symlinkSync(at('real'), at('link'));
  put(at('project'), { 'package.json': '{}', 'src/x.ts': 'x' });
  const messages = ['file', 'link', 'project'].map((name) => commit(at(name), A).findings[0]?.message);
  expect(messages).toEqual([
    'output folder "file" is a file, not a folder',
    'output folder "link" is a symbolic link',
    'output folder "project" holds "package.json": it is a project',
  ]);
  expect(listing(folder)).toEqual({
    file: 'mine',
    link: 'no plain file',
    'project/package.json': '{}',
    'project/src/x.ts': 'x',
    'real/': '',
  });
});

test('a project that is not there, a working folder that is a file', () => {
  const { folder } = project();
  expect(commit(join(folder, 'typo/dist'), A).findings).toMatchObject([{ rule: 'output-folder', message: /./ }]);
  writeFileSync(join(folder, '.eco'), '');
  expect(commit(join(folder, 'dist'), A).findings).toMatchObject([
    { message: '".eco" is a file where a folder is needed' },
  ]);
  expect(readdirSync(folder)).toEqual(['.eco']);
});

test('outputs that cannot be written, all in one run, and nothing is written', () => {
  const { root } = project();
  commit(root, A);
  const files = new Map([...B, ['../escape.yaml', ''], ['prod/A/x.yaml', ''], ['prod/b', '']]);
  expect(
    commit(root, files)
      .findings.map(({ rule }) => rule)
      .sort(),
  ).toEqual(['output-collision', 'output-collision', 'output-path']);
  expect(listing(root)).toEqual(sorted(A));
});

test('an intent from anybody does not lead out of the output', () => {
  const { folder, root } = project();
  commit(root, A);
  const outside = mkdtempSync(join(folder, 'outside-'));
  put(outside, { 'x.yaml': 'mine' });
  symlinkSync(outside, join(root, 'prod/link'));
  const empty = { version: 1, stage: 'x', first: [], write: [], last: [], emptied: [] };
  const from = digest(Buffer.from('mine'));
  for (const path of ['prod/link/x.yaml', `../${basename(outside)}/x.yaml`, join(outside, 'x.yaml')]) {
    put(root, { '.intent.json': JSON.stringify({ ...empty, last: [{ path, from }] }) });
    expect(recover(root).state).toBe('orphan');
  }
  expect(openIntent(root)).toBeDefined();
  expect(listing(outside)).toEqual({ 'x.yaml': 'mine' });
});
