import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../../../src/cli/compile/remove-folder.js';

let place = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'remove-folder-'));
});

afterEach(() => rmSync(place, { recursive: true, force: true }));

test('removes a folder with all that is in it, and follows no link', () => {
  const outside = join(place, 'outside');
  writeFileSync(outside, 'stays');
  mkdirSync(join(place, 'gone/services/empty'), { recursive: true });
  writeFileSync(join(place, 'gone/index.js'), '');
  writeFileSync(join(place, 'gone/services/shop.js'), '');
  symlinkSync(place, join(place, 'gone/link'));
  removeFolder(join(place, 'gone'));
  expect(existsSync(join(place, 'gone'))).toBe(false);
  expect(readFileSync(outside, 'utf8')).toBe('stays');
});

test('a folder that is not there is no failure', () => {
  expect(() => removeFolder(join(place, 'never'))).not.toThrow();
});
