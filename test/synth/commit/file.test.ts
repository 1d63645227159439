import fs, { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { flush, removeEmptyFolder, stands, writeWhole } from '../../../src/synth/commit/file.js';
import { clean, mode, project, put } from './project.js';

afterEach(() => {
  jest.restoreAllMocks();
  clean();
});

test('writes a new file and never over one', () => {
  const { folder } = project();
  const file = join(folder, 'x');
  writeWhole(file, Buffer.from('text'));
  expect([fs.readFileSync(file, 'utf8'), mode(file)]).toEqual(['text', '644']);
  expect(() => writeWhole(file, Buffer.from('other'))).toThrow('EEXIST');
});

test('goes on where the system writes less than it was given', () => {
  const { folder } = project();
  const real = fs.writeSync;
  jest
    .spyOn(fs, 'writeSync')
    .mockImplementation(((fd: number, bytes: Buffer, from: number) =>
      real(fd, bytes, from, Math.min(3, bytes.length - from))) as never);
  writeWhole(join(folder, 'x'), Buffer.from('ten bytes!'));
  expect(fs.readFileSync(join(folder, 'x'), 'utf8')).toBe('ten bytes!');
});

describe('flush', () => {
  test('of a few paths is one call each; of many, one for the file system', () => {
    const { folder } = project();
    put(folder, { x: '' });
    const each = jest.spyOn(fs, 'fsyncSync');
    flush([join(folder, 'x'), folder], folder);
    expect(each).toHaveBeenCalledTimes(2);
    flush(Array(300).fill(join(folder, 'x')), folder);
    // 300 more where the system has no `sync -f`.
    expect([2, 302]).toContain(each.mock.calls.length);
  });

  test('passes over a file system that cannot flush a folder, and over nothing else', () => {
    const { folder } = project();
    const fails = (code: string) =>
      jest.spyOn(fs, 'fsyncSync').mockImplementationOnce(() => {
        throw Object.assign(new Error(code), { code });
      });
    fails('EINVAL');
    flush([folder], folder);
    fails('EIO');
    expect(() => flush([folder], folder)).toThrow(expect.objectContaining({ code: 'EIO', path: folder }));
  });
});

test('removes a folder only if it is one and empty', () => {
  const { folder } = project();
  put(folder, { 'full/x': '', file: '' });
  mkdirSync(join(folder, 'empty'));
  expect(['full', 'file', 'absent', 'empty'].map((name) => removeEmptyFolder(join(folder, name)))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(fs.readdirSync(folder).sort()).toEqual(['file', 'full']);
});

test('a link that leads nowhere stands', () => {
  const { folder } = project();
  symlinkSync('nowhere', join(folder, 'link'));
  expect(['link', 'absent'].map((name) => stands(join(folder, name)))).toEqual([true, false]);
});
