import { distOf } from '../../../src/synth/commit/dist.js';
import { checkPaths, pathProblem } from '../../../src/synth/commit/path.js';

const dist = distOf('/project/dist');
const messages = (...paths: string[]) => checkPaths(dist, paths).map(({ message }) => message);

test('plain paths pass', () => {
  expect(messages('prod/waste-api/service.waste-api.yaml', 'prod/waste-api/.hidden', 'x', 'prod/한글/x..y')).toEqual(
    [],
  );
});

test.each([
  ['', 'is empty'],
  ['/etc/passwd', 'leads out of the output folder'],
  ['../x', 'leads out of the output folder'],
  ['prod/../../x', 'leads out of the output folder'],
  ['prod\\x', 'holds a backslash or a control character'],
  ['prod/x\0', 'holds a backslash or a control character'],
  ['prod/./x', 'is not in its shortest form'],
  ['prod//x', 'is not in its shortest form'],
  ['prod/', 'is not in its shortest form'],
  ['.intent.json', 'starts with a dot: dot-files at the top of the output are not ours'],
  [`prod/${'글'.repeat(86)}`, 'has a name of more than 255 bytes'],
])('%j is our bug, and said to be', (path, problem) => {
  expect(pathProblem(path)).toBe(problem);
  expect(checkPaths(dist, [path])).toMatchObject([
    { rule: 'output-path', severity: 'error', fix: expect.stringContaining('bug of @eco2/manifests') },
  ]);
});

test('a path that the run does not own', () => {
  const [finding] = checkPaths(dist, ['dev/x'], (path) => path.startsWith('prod/'));
  expect(finding?.message).toBe('output file "dev/x" is outside of what this run owns');
});

test('names that differ in case only: one of the two would be lost on macOS', () => {
  expect(messages('prod/Api.yaml', 'prod/api.yaml')).toEqual([
    'output file "prod/api.yaml" differs only in upper and lower case from "prod/Api.yaml"',
  ]);
  expect(messages('prod/A/x', 'prod/a/y', 'prod/a/z')).toEqual([
    'output file "prod/a/y" stands in a folder that differs only in case from that of "prod/A/x"',
    'output file "prod/a/z" stands in a folder that differs only in case from that of "prod/A/x"',
  ]);
  expect(messages('caf\u00e9', 'cafe\u0301')).toHaveLength(1);
});

test('a file that is also a folder', () => {
  expect(messages('prod/x/y', 'prod/x')).toEqual(['output file "prod/x" is a folder to "prod/x/y"']);
});

test('the same findings in any order of the files', () => {
  const paths = ['../x', 'prod/x/y', 'prod/x', 'prod/B', 'prod/b'];
  expect(messages(...paths)).toEqual(messages(...paths.reverse()));
});
