import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { distOf, INTENT_FILE } from '../../../src/synth/commit/dist.js';
import {
  dropIntentFile,
  type Intent,
  openIntentFile,
  readIntent,
  remaining,
} from '../../../src/synth/commit/journal.js';
import { digest } from '../../../src/synth/commit/tree.js';
import { clean, listing, project, put } from './project.js';

afterEach(clean);

const hash = (text: string) => digest(Buffer.from(text));
const INTENT: Intent = {
  stage: 'id',
  first: [{ path: 'in-the-way', from: hash('w') }],
  write: [
    { path: 'in-the-way/x', staged: 0, to: hash('new') },
    { path: 'y', staged: 1, to: hash('after'), from: hash('before') },
  ],
  last: [{ path: 'gone/z', from: hash('z') }],
  emptied: ['gone'],
};

/** As a run leaves it that was killed when the intent was written and nothing moved. */
function begun() {
  const { folder, root } = project();
  const dist = distOf(root);
  put(root, { 'in-the-way': 'w', y: 'before', 'gone/z': 'z' });
  put(join(folder, '.eco/dist.stage-id'), { 0: 'new', 1: 'after' });
  openIntentFile(dist, INTENT);
  return { dist, root, stage: join(folder, '.eco/dist.stage-id') };
}

test('is read as it was written, stands inside the output, and goes', () => {
  const { dist, root } = begun();
  expect(readIntent(dist)).toMatchObject(INTENT);
  expect(listing(root)[INTENT_FILE]).toContain('Do not commit this file');
  dropIntentFile(dist);
  expect(readIntent(dist)).toBeUndefined();
});

test('at first everything remains to be done', () => {
  const { dist } = begun();
  expect(remaining(dist, INTENT)).toEqual(INTENT);
});

test('what was done does not remain', () => {
  const { dist, root, stage } = begun();
  rmSync(join(root, 'in-the-way'));
  rmSync(join(stage, '1'));
  put(root, { y: 'after' });
  const [first] = INTENT.write;
  expect(remaining(dist, INTENT)).toEqual({ ...INTENT, first: [], write: [first] });
});

test('when all is done the stage is not needed', () => {
  const { dist, root, stage } = begun();
  rmSync(stage, { recursive: true });
  for (const path of ['in-the-way', 'gone/z']) rmSync(join(root, path));
  put(root, { 'in-the-way/x': 'new', y: 'after' });
  expect(remaining(dist, INTENT)).toEqual({ ...INTENT, first: [], write: [], last: [] });
});

test.each<[string, (root: string, stage: string) => void]>([
  ['the stage is gone', (_root, stage) => rmSync(stage, { recursive: true })],
  ['a staged file is torn', (_root, stage) => put(stage, { 1: 'aft' })],
  ['a file to be replaced was changed', (root) => put(root, { y: 'by somebody' })],
  ['a file to be removed was changed', (root) => put(root, { 'gone/z': 'by somebody' })],
  [
    'a new file is there already, with other bytes',
    (root) => {
      rmSync(join(root, 'in-the-way'));
      put(root, { 'in-the-way/x': 'by somebody' });
    },
  ],
])('cannot be completed when %s', (_what, change) => {
  const { dist, root, stage } = begun();
  change(root, stage);
  expect(remaining(dist, INTENT)).toBeUndefined();
});

test.each([
  ['no JSON', '<<<<<<< HEAD'],
  ['another version', JSON.stringify({ ...INTENT, version: 2 })],
  ['a stage outside of .eco', JSON.stringify({ ...INTENT, version: 1, stage: '../../x' })],
  ['a path outside of the output', JSON.stringify({ ...INTENT, version: 1, emptied: ['../x'] })],
  ['a list that is none', JSON.stringify({ ...INTENT, version: 1, write: {} })],
  ['an entry that is none', JSON.stringify({ ...INTENT, version: 1, last: [null] })],
])('is unreadable as %s', (_what, text) => {
  const { root } = project();
  mkdirSync(root);
  put(root, { [INTENT_FILE]: text });
  expect(readIntent(distOf(root))).toBe('unreadable');
});
