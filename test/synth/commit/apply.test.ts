import fs, { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { apply, newLog, rollBack } from '../../../src/synth/commit/apply.js';
import { distOf } from '../../../src/synth/commit/dist.js';
import type { Intent } from '../../../src/synth/commit/journal.js';
import { clean, listing, mode, project, put } from './project.js';

afterEach(() => {
  jest.restoreAllMocks();
  clean();
});

const INTENT: Intent = {
  stage: 'id',
  first: [{ path: 'in-the-way', from: '' }],
  write: [
    { path: 'in-the-way/x', staged: 0, to: '' },
    { path: 'y', staged: 1, to: '', from: '' },
  ],
  last: [{ path: 'gone/z', from: '' }],
  emptied: ['gone'],
};
const OLD = { 'gone/z': 'z', 'in-the-way': 'w', y: 'before' };
const NEW = { 'in-the-way/x': 'new', y: 'after' };

function begun() {
  const { folder, root } = project();
  put(root, OLD);
  put(join(folder, '.eco/dist.stage-id'), { 0: 'new', 1: 'after' });
  return { dist: distOf(root), root };
}

test('moves everything, and takes everything back', () => {
  const { dist, root } = begun();
  fs.chmodSync(join(root, 'gone'), 0o700);
  const log = newLog(true);
  apply(dist, INTENT, log);
  expect(listing(root)).toEqual(NEW);
  expect(rollBack(dist, log)).toBe(true);
  expect(listing(root)).toEqual(OLD);
  expect(mode(join(root, 'gone'))).toBe('700');
});

test('a file of both outputs is there at every moment; new files come before removals', () => {
  const { dist, root } = begun();
  const moments: string[] = [];
  const real = fs.renameSync;
  jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    real(from, to);
    moments.push(Object.keys(listing(root)).join(' '));
  });
  apply(dist, INTENT, newLog(true));
  expect(moments).toEqual(['gone/z y', 'gone/z in-the-way/x y', 'gone/z in-the-way/x y', 'gone/ in-the-way/x y']);
});

test('without hard links it goes on, and says when it cannot take back', () => {
  const { dist, root } = begun();
  jest.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  });
  const log = newLog(true);
  apply(dist, INTENT, log);
  expect(listing(root)).toEqual(NEW);
  expect(rollBack(dist, log)).toBe(false);
});

test('a folder that turns out not to be empty stays', () => {
  const { dist, root } = begun();
  put(root, { 'gone/of-somebody': '' });
  apply(dist, INTENT, newLog(true));
  expect(listing(root)).toEqual({ ...NEW, 'gone/of-somebody': '' });
});

test('does not write through a link that stands for a folder', () => {
  const { dist, root } = begun();
  mkdirSync(join(root, '../outside'));
  symlinkSync('../outside', join(root, 'link'));
  const write = [{ path: 'link/x', staged: 0, to: '' }];
  expect(() => apply(dist, { ...INTENT, first: [], write }, newLog(true))).toThrow('EEXIST');
  expect(listing(join(root, '../outside'))).toEqual({});
});
