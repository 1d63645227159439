import { vectorMatch } from '../../../../src/checks/rules/monitoring/vector-match.js';
import { findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

test('sides with different labels', () => {
  expect(findings(vectorMatch, alertOn('sum by (a) (x) / sum by (b) (y) > 1'))).toEqual([
    expect.stringContaining('differ in "a", "b"'),
  ]);
});

test.each([
  'sum by (a) (x) / on (a) group_left sum by (a, b) (y) > 1',
  'sum by (a) (x) / sum by (a) (y) > 1',
  'sum by (a) (x) / 2 > 1',
  'time() - max by (a) (x) > 60',
  'x / y > 1',
  'sum by (a) (x) or sum by (b) (y)',
])('silent: %s', (expr) => {
  expect(findings(vectorMatch, alertOn(expr))).toEqual([]);
});
