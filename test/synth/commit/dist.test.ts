import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ancestorsOf, distOf, foldCase, inOrder, makeWorkingFolder, parentOf } from '../../../src/synth/commit/dist.js';
import { clean, project } from './project.js';

afterEach(clean);

test('working data lie beside the output, the intent inside', () => {
  expect(distOf('/project/dist/')).toEqual({
    root: '/project/dist',
    name: 'dist',
    eco: '/project/.eco',
    intent: '/project/dist/.intent.json',
    lock: '/project/.eco/dist.lock',
    stagePrefix: 'dist.stage-',
  });
});

test('Git does not see working data, also where nobody wrote it into .gitignore', () => {
  const { folder, root } = project();
  makeWorkingFolder(distOf(root));
  const file = join(folder, '.eco/.gitignore');
  expect(readFileSync(file, 'utf8')).toBe('*\n');
  writeFileSync(file, '*\n!mine\n');
  makeWorkingFolder(distOf(root));
  expect(readFileSync(file, 'utf8')).toBe('*\n!mine\n');
});

test('a mistyped project is not made', () => {
  const { folder } = project();
  expect(() => makeWorkingFolder(distOf(join(folder, 'typo/dist')))).toThrow('ENOENT');
  expect(existsSync(join(folder, 'typo'))).toBe(false);
});

test('paths', () => {
  expect([parentOf('a/b/c'), parentOf('a')]).toEqual(['a/b', '']);
  expect([ancestorsOf('a/b/c'), ancestorsOf('a')]).toEqual([['a/b', 'a'], []]);
  expect(inOrder(['b', 'a/b', 'B', 'a-b', 'ä'])).toEqual(['B', 'a-b', 'a/b', 'b', 'ä']);
  expect(foldCase('Caf\u00c9')).toBe(foldCase('cafe\u0301'));
});
