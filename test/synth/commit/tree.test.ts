import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparing, contentOf, digest, readTree } from '../../../src/synth/commit/tree.js';
import { clean, project, put } from './project.js';

afterEach(clean);

test('lists leaves and folders; follows no link, and skips dot-files at the top only', () => {
  const { root } = project();
  put(root, { 'a/b/x': '', 'a/.y': '', '.git/config': '', '.gitattributes': '' });
  symlinkSync('/', join(root, 'a/link'));
  mkdirSync(join(root, 'empty'));
  const { leaves, folders } = readTree(root);
  expect(new Map(leaves)).toEqual(
    new Map([
      ['a/b/x', true],
      ['a/.y', true],
      ['a/link', false],
    ]),
  );
  expect([...folders].sort()).toEqual(['a', 'a/b', 'empty']);
});

test('nothing stands in a folder that is not there', () => {
  expect(readTree(project().root)).toEqual({ leaves: new Map(), folders: [] });
});

test('a file holds exactly its bytes, and is not executable', () => {
  const { root } = project();
  const holds = comparing();
  const file = join(root, 'x');
  put(root, { x: '한글' });
  expect(holds(file, '한글')).toBe(true);
  expect(holds(file, '한굴')).toBe(false);
  expect(holds(file, '한')).toBe(false);
  chmodSync(file, 0o600);
  expect(holds(file, '한글')).toBe(true);
  chmodSync(file, 0o755);
  expect(holds(file, '한글')).toBe(false);
});

test('memory grows with the files; bytes that are no text are not taken for it', () => {
  const { root } = project();
  const holds = comparing();
  const long = 'x'.repeat(2 ** 17);
  put(root, { long, short: 'x' });
  writeFileSync(join(root, 'broken'), Buffer.from([0xf0, 0x9f, 0x92]));
  expect(holds(join(root, 'long'), long)).toBe(true);
  expect(holds(join(root, 'long'), `${long.slice(1)}y`)).toBe(false);
  expect(holds(join(root, 'short'), 'x')).toBe(true);
  expect(holds(join(root, 'broken'), '\ufffd')).toBe(false);
});

test('content tells a file from a link, an executable, and from nothing', () => {
  const { root } = project();
  put(root, { x: '1', run: '1', 'folder/y': '' });
  chmodSync(join(root, 'run'), 0o755);
  symlinkSync('x', join(root, 'link'));
  const contents = ['x', 'run', 'link', 'folder', 'absent', 'x/below'].map((path) => contentOf(join(root, path)));
  const one = digest(Buffer.from('1'));
  expect(contents).toEqual([one, `executable ${one}`, 'link:x', undefined, undefined, undefined]);
});
