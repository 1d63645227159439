import { causesOf } from '../../src/diagnostic/causes.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { renderFindings } from '../../src/diagnostic/render.js';
import { summaryLine } from '../../src/diagnostic/summary.js';

const reads = (name: string, changes: Partial<Finding> = {}): Finding => ({
  rule: 'ref-missing',
  severity: 'error',
  message: 'Secret "db" does not exist in namespace "api"',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'api', name },
  at: { file: `${name}.yaml`, line: 3, column: 1 },
  ...changes,
});
const heads = (findings: readonly Finding[]) =>
  causesOf(findings).map(({ head, consequences }) => [head.at?.file, consequences.length]);

test('what rules say comes of one thing is one cause, whatever rule says it', () => {
  const key = reads('b', {
    rule: 'key-missing',
    message: 'Secret "db" has no key "url"',
    cause: 'Secret api/db is missing',
  });
  expect(heads([key, reads('a', { cause: 'Secret api/db is missing' })])).toEqual([['a.yaml', 1]]);
});

test('one line of the author is one cause by one rule', () => {
  const from = { file: 'src/a.ts', line: 2, column: 1 };
  const all = [reads('a', { from, message: 'x' }), reads('b', { from, message: 'y' }), reads('c', { from, rule: 'z' })];
  expect(heads(all)).toEqual([
    ['a.yaml', 1],
    ['c.yaml', 0],
  ]);
});

test('a property that was refused, and what rules say of objects with it', () => {
  const from = { file: 'src/a.ts', line: 2, column: 3, length: 5 };
  const refused: Finding = { rule: 'route-syntax', severity: 'error', message: 'm', at: from };
  expect(heads([reads('a', { from }), refused])).toEqual([['src/a.ts', 1]]);
  // A definition as a whole says nothing of what else stands there.
  const { length: _, ...site } = from;
  expect(heads([reads('a', { from: site }), { ...refused, at: site }])).toHaveLength(2);
  expect(heads([reads('a', { from }), { ...refused, severity: 'warning' }])).toHaveLength(2);
});

test('a file that cannot be read shows before what is missing because of it, the largest cause first', () => {
  const cause = 'z.yaml cannot be read';
  const file: Finding = {
    rule: 'yaml-syntax',
    severity: 'error',
    message: 'm',
    at: { file: 'z.yaml', line: 1, column: 1 },
    cause,
  };
  expect(heads([reads('a', { message: 'alone' }), reads('b', { cause }), file])).toEqual([
    ['z.yaml', 1],
    ['a.yaml', 0],
  ]);
});

test('a reader sees the other places of a finding, and how many there are', () => {
  const also = ['b', 'c'].map((name) => reads(name, {}));
  const [first] = [reads('a', { also })];
  if (!first) throw new Error();
  expect(renderFindings([first], { readLine: () => undefined })).toBe(`\
a.yaml:3:1: error: Secret "db" does not exist in namespace "api" [ref-missing]
  in   Deployment api/a
  and  2 more places:
       b.yaml:3:1 Deployment api/b
       c.yaml:3:1 Deployment api/c
`);
  expect(summaryLine([first], 9)).toBe('1 error in 9 files');
});

test('a reader sees the cause once, its consequences named and counted', () => {
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => reads(name));
  expect(renderFindings(all, { readLine: () => undefined })).toBe(`\
a.yaml:3:1: error: Secret "db" does not exist in namespace "api" [ref-missing]
  in   Deployment api/a
  and  7 more of the same cause:
       b.yaml:3:1 Deployment api/b
       c.yaml:3:1 Deployment api/c
       d.yaml:3:1 Deployment api/d
       e.yaml:3:1 Deployment api/e
       f.yaml:3:1 Deployment api/f
       and 2 others
`);
  expect(renderFindings(all, { readLine: () => undefined, all: true }).match(/error:/g)).toHaveLength(8);
  expect(summaryLine(all, 9)).toBe('8 errors of 1 cause in 9 files');
});

test('equal places are one line', () => {
  const all = [reads('a'), reads('b'), reads('b'), reads('b')];
  expect(renderFindings(all, { readLine: () => undefined })).toContain(`  and  3 more of the same cause:
       b.yaml:3:1 Deployment api/b (3 times)
`);
});

test('the object that the cause speaks of shows before what comes of it', () => {
  const cause = 'Deployment api/z does not select its own pods';
  expect(heads([reads('a', { cause }), reads('z', { cause, rule: 'selector-template' })])).toEqual([['z.yaml', 1]]);
});

test('a value that is refused before there are objects, and what a rule finds of the same line, are one cause', () => {
  const from = { file: 'src/a.ts', line: 2, column: 1 };
  const refused: Finding = { rule: 'node-capacity', severity: 'error', message: 'too large for big', at: from };
  const found = reads('a', { rule: 'node-capacity', from, message: 'too large for one' });
  const [cause] = causesOf([found, refused]);
  expect(cause).toEqual({ head: refused, consequences: [found] });
  expect(renderFindings([found, refused], { readLine: () => undefined })).toContain(
    'Deployment api/a too large for one',
  );
});
