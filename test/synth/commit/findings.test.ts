import { distOf } from '../../../src/synth/commit/dist.js';
import {
  halfWrittenFinding,
  isErrno,
  Refusal,
  refuseIfAny,
  systemFinding,
} from '../../../src/synth/commit/findings.js';

const dist = distOf('/project/dist');
const refused = (
  code: string,
  syscall = 'open',
  path: string | undefined = '/project/dist/prod/x.yaml',
  dest?: string,
) => Object.assign(new Error(`${code}: words of the system`), { code, syscall, path, dest });

test.each([
  ['ENOSPC', 'disk-full', 'the disk is full: no room for "dist/prod/x.yaml"'],
  ['EDQUOT', 'disk-full', 'the disk is full: no room for "dist/prod/x.yaml"'],
  ['EFBIG', 'disk-full', '"dist/prod/x.yaml" is larger than this shell lets a file be'],
  ['EROFS', 'output-write', '"dist/prod/x.yaml" lies on a read-only file system'],
  ['EPERM', 'output-write', 'the system protects "dist/prod/x.yaml" from change'],
  ['EACCES', 'output-write', 'this user may not open "dist/prod/x.yaml"'],
  ['ENOTDIR', 'output-folder', '"dist/prod/x.yaml" is a file where a folder is needed'],
  ['ENOENT', 'output-folder', '"dist/prod/x.yaml" does not exist'],
  ['EMFILE', 'output-write', 'the system refused open of "dist/prod/x.yaml": EMFILE'],
])('%s says what, where, what it means and what to do', (code, rule, message) => {
  const finding = systemFinding(dist, refused(code));
  const at = { file: 'dist/prod/x.yaml', line: 1, column: 1 };
  expect(finding).toMatchObject({ rule, severity: 'error', message, at, why: expect.stringContaining('as it was') });
  expect(finding?.fix).toMatch(/\.$/);
});

test('a rename is told by its place in the output, working data by their folder', () => {
  const [staged, target] = ['/project/.eco/dist.stage-1/0', '/project/dist/prod/y.yaml'];
  const file = (cause: unknown) => systemFinding(dist, cause)?.at?.file;
  expect(file(refused('EBUSY', 'rename', staged, target))).toBe('dist/prod/y.yaml');
  expect(file(refused('EBUSY', 'rename', target, staged))).toBe('dist/prod/y.yaml');
  expect(file(refused('EACCES', 'mkdir', staged))).toBe('.eco');
  expect(file(Object.assign(refused('EIO', 'fsync'), { path: undefined }))).toBe('dist');
});

test('what no system call raised is our bug, and no finding', () => {
  expect(systemFinding(dist, new TypeError('x is not a function'))).toBeUndefined();
  expect(systemFinding(dist, Object.assign(new TypeError(), { code: 'ERR_INVALID_ARG_TYPE' }))).toBeUndefined();
  expect([isErrno(undefined), isErrno('ENOENT'), isErrno(refused('EIO'))]).toEqual([false, false, true]);
});

test('a half-written output says the cause, and what a commit of it would do', () => {
  expect(halfWrittenFinding(dist, refused('EIO', 'rename'))).toMatchObject({
    message: 'output folder "dist" is half written: the system refused rename of "dist/prod/x.yaml": EIO',
    at: { file: 'dist/.intent.json' },
    why: expect.stringContaining('some objects of the old output and some of the new'),
  });
});

test('a refusal carries its findings', () => {
  refuseIfAny([]);
  const finding = halfWrittenFinding(dist, 'x');
  expect(() => refuseIfAny([finding])).toThrow(Refusal);
  expect(() => refuseIfAny([finding])).toThrow(finding.message);
});
