import fs, { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { distOf, makeWorkingFolder } from '../../../src/synth/commit/dist.js';
import { planOf } from '../../../src/synth/commit/plan.js';
import { digest } from '../../../src/synth/commit/tree.js';
import { resume, write } from '../../../src/synth/commit/write.js';
import { clean, leftInEco, listing, project, put } from './project.js';

/* Every moment of a kill and of a refusal: commit-crash.test.ts. */

afterEach(() => {
  jest.restoreAllMocks();
  clean();
});

function made() {
  const { folder, root } = project();
  const dist = distOf(root);
  makeWorkingFolder(dist);
  return { folder, root, dist };
}

const intent = (path: string) =>
  JSON.stringify({
    version: 1,
    stage: 'id',
    first: [],
    write: [{ path, staged: 0, to: digest(Buffer.from('new')) }],
    last: [],
    emptied: [],
  });

test('completes an open intent, once', () => {
  const { folder, root, dist } = made();
  put(root, { '.intent.json': intent('prod/x') });
  put(join(folder, '.eco/dist.stage-id'), { 0: 'new' });
  expect([resume(dist), resume(dist)]).toEqual(['completed', 'none']);
  expect(listing(root)).toEqual({ 'prod/x': 'new' });
  expect(leftInEco(folder)).toEqual([]);
});

test('an intent that needs a folder where somebody put a file is an orphan, and the file stays', () => {
  const { folder, root, dist } = made();
  put(root, { '.intent.json': intent('prod/x'), prod: 'of somebody' });
  put(join(folder, '.eco/dist.stage-id'), { 0: 'new' });
  expect(resume(dist)).toBe('orphan');
  expect(listing(root).prod).toBe('of somebody');
});

test('flushes the staged bytes before the intent, the intent before a move, the moves before the intent goes', () => {
  const { folder, root, dist } = made();
  put(root, { 'prod/old': '' });
  const files = new Map([['prod/new', 'n']]);
  const plan = planOf(dist, files);
  const calls: string[] = [];
  const names = new Map<number, string>();
  const short = (path: unknown) =>
    String(path)
      .replace(/dist\.stage-[\w-]+/, 'stage')
      .replace(`${folder}/`, '');
  const watch = (
    name: 'openSync' | 'fsyncSync' | 'renameSync' | 'unlinkSync',
    note: (...args: unknown[]) => string | undefined,
  ) => {
    const real = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      const result = real(...args);
      if (name === 'openSync') names.set(Number(result), short(args[0]));
      const noted = note(...args);
      if (noted !== undefined) calls.push(noted);
      return result;
    }) as never);
  };
  watch('openSync', () => undefined);
  watch('fsyncSync', (fd) => `flush ${names.get(Number(fd))}`);
  watch('renameSync', (from, to) => `${short(from)} -> ${short(to)}`);
  watch('unlinkSync', (path) => `drop ${short(path)}`);
  write(dist, files, plan, false);
  expect(calls).toEqual([
    'flush .eco/stage/0',
    'flush .eco/stage',
    'flush .eco',
    'flush .eco/stage/intent',
    '.eco/stage/intent -> dist/.intent.json',
    'flush dist',
    '.eco/stage/0 -> dist/prod/new',
    'dist/prod/old -> .eco/stage/last-0',
    'flush dist/prod',
    'drop dist/.intent.json',
  ]);
});

test('empty folders need no journal', () => {
  const { root, dist } = made();
  mkdirSync(join(root, 'empty/deep'), { recursive: true });
  const flushed = jest.spyOn(fs, 'fsyncSync');
  write(dist, new Map(), planOf(dist, new Map()), false);
  expect(listing(root)).toEqual({});
  expect(flushed).not.toHaveBeenCalled();
});

test('an output folder that could not be filled is not left behind', () => {
  const { folder, root, dist } = made();
  const files = new Map([['prod/x', '']]);
  const plan = planOf(dist, files);
  const real = fs.renameSync;
  jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(to).endsWith('prod/x')) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'rename' });
    real(from, to);
  });
  expect(() => write(dist, files, plan, false)).toThrow('ENOSPC');
  expect(fs.existsSync(root)).toBe(false);
  expect(leftInEco(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
