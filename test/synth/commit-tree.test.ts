import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, digest, holds, readTree } from '../../src/synth/commit-tree.js';
import { clean, project, put } from './commit-project.js';

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
  const file = join(root, 'x');
  put(root, { x: '한글' });
  expect(holds(file, Buffer.from('한글'))).toBe(true);
  expect(holds(file, Buffer.from('한굴'))).toBe(false);
  expect(holds(file, Buffer.from('한'))).toBe(false);
  chmodSync(file, 0o600);
  expect(holds(file, Buffer.from('한글'))).toBe(true);
  chmodSync(file, 0o755);
  expect(holds(file, Buffer.from('한글'))).toBe(false);
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
