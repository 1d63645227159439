import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFiles } from '../../../src/manifest/files/read-files.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'read-files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text = 'a: 1'): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('the same order everywhere, named from the root', () => {
  for (const path of ['b/a.yml', 'a/B.yaml', 'a/b.json', 'a/a.yaml', 'node_modules/x.yaml', '.git/x.yaml']) write(path);
  const { files } = readFiles([root], root);
  expect(files.map(({ file }) => file)).toEqual(['a/B.yaml', 'a/a.yaml', 'a/b.json', 'b/a.yml']);
});

test('below another root, a file is named in full, and its path begins at the folder that was given', () => {
  write('prod/a.yaml');
  const { files } = readFiles([root], '/elsewhere');
  expect(files).toEqual([{ file: join(root, 'prod/a.yaml'), path: 'prod/a.yaml', text: 'a: 1' }]);
});

test('other files are known, not read; a file that is asked for is read whatever its name', () => {
  write('Dockerfile', 'FROM x');
  write('package.json', '{}');
  expect(readFiles([root], root).files).toEqual([
    { file: 'Dockerfile', path: 'Dockerfile' },
    { file: 'package.json', path: 'package.json' },
  ]);
  expect(readFiles([join(root, 'Dockerfile')], root).files[0]?.text).toBe('FROM x');
});

test('links in a circle end', () => {
  write('a/x.yaml');
  symlinkSync('..', join(root, 'a/up'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('gone', join(root, 'dangling'));
  const { files, findings } = readFiles([root], root);
  expect(files.map(({ file }) => file)).toEqual(['a/x.yaml']);
  expect(findings.map(({ message }) => message)).toEqual([
    '"loop" cannot be read: its symbolic links lead in a circle',
  ]);
});

test('what is not there is said', () => {
  expect(readFiles([join(root, 'none')], root).findings).toMatchObject([
    { rule: 'unreadable', severity: 'error', message: '"none" cannot be read: there is no such file or folder' },
  ]);
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)('a folder that may not be opened is said, the rest is read', () => {
  write('a/x.yaml');
  write('b/x.yaml');
  chmodSync(join(root, 'a'), 0);
  const { files, findings } = readFiles([root], root);
  chmodSync(join(root, 'a'), 0o755);
  expect(files.map(({ file }) => file)).toEqual(['b/x.yaml']);
  expect(findings.map(({ message }) => message)).toEqual(['"a" cannot be read: permission denied']);
});

test('bytes that are no text are said at their place, behind a U+FFFD that was written', () => {
  writeFileSync(join(root, 'a.yaml'), Buffer.concat([Buffer.from('a: \uFFFD\nb: \u00e4'), Buffer.from([0xff, 0x41])]));
  const { files, findings } = readFiles([root], root);
  expect(files).toEqual([{ file: 'a.yaml', path: 'a.yaml' }]);
  expect(findings).toMatchObject([
    {
      message: '"a.yaml" is not UTF-8: byte 0xff is no part of a character',
      at: { file: 'a.yaml', line: 2, column: 5 },
    },
  ]);
});

test('what the system refuses is said, whoever asks: the rest is read', () => {
  for (const path of ['a/x.yaml', 'b/x.yaml', 'c.yaml', 'd.yaml']) write(path);
  const refused = (code: string) => Object.assign(new Error(code), { code });
  const { files, findings } = readFiles([root], root, {
    list: (folder) => {
      if (folder === join(root, 'a')) throw refused('EACCES');
      return readdirSync(folder, { withFileTypes: true });
    },
    text: (file) => {
      if (file.endsWith('c.yaml')) throw refused('ERR_STRING_TOO_LONG');
      if (file.endsWith('d.yaml')) throw refused('EIO');
      return 'a: 1';
    },
    bytes: () => Buffer.from('never asked for'),
  });
  expect(files.map(({ file }) => file)).toEqual(['b/x.yaml']);
  expect(findings.map(({ message }) => message)).toEqual([
    '"a" cannot be read: permission denied',
    '"c.yaml" cannot be read: it is larger than 512 MiB',
    '"d.yaml" cannot be read: EIO',
  ]);
});
