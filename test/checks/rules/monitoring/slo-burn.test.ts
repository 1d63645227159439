import { sloBurn } from '../../../../src/checks/rules/monitoring/slo-burn.js';
import { findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

test('14.4 times the budget of 90 % is more than everything', () => {
  expect(findings(sloBurn, alertOn('r > (14.4 * (1 - 0.9))'))).toEqual([
    expect.stringContaining('waits for a share of failures above 1.44'),
  ]);
  expect(findings(sloBurn, alertOn('r > (14.4 * (1 - 0.99))'))).toEqual([]);
  expect(findings(sloBurn, alertOn('r > 14.4'))).toEqual([]);
});

const over = (window: string, limit = '14.4 * (1 - 0.999)') => `s:rate${window} > ${limit}`;

test.each([
  [over('1h'), 'measures its burn rate over 1h alone'],
  ['sum(rate(e[6h])) / sum(rate(a[6h])) > 6 * (1 - 0.99)', 'over 6h alone'],
  [`${over('1h')} and ${over('5m', '6 * (1 - 0.999)')}`, 'with 14.4 x (1 - 0.999) and with 6 x (1 - 0.999)'],
  [`${over('1h')} and ${over('5m', '14.4 * (1 - 0.99)')}`, 'with 14.4 x (1 - 0.999) and with 14.4 x (1 - 0.99)'],
  [`${over('1h')} and ${over('1h')}`, 'twice over 1h'],
  [`(${over('1h')} and ${over('5m')}) or ${over('6h')}`, 'over 6h alone'],
])('%s', (expr, message) => {
  expect(findings(sloBurn, alertOn(expr))).toEqual([expect.stringMatching(/^warning/)]);
  expect(findings(sloBurn, alertOn(expr))).toEqual([expect.stringContaining(message)]);
});

test.each([
  `${over('1h')} and ${over('5m')}`,
  `(${over('1h')} and ${over('5m')}) or (${over('6h', '6 * (1 - 0.999)')} and ${over('30m', '6 * (1 - 0.999)')})`,
  `((${over('1h')} and ${over('5m')}) or (${over('6h', '6 * (1 - 0.999)')} and ${over('30m', '6 * (1 - 0.999)')})) unless m`,
  `max by (job) (${over('1h')} or ${over('6h', '6 * (1 - 0.999)')})`,
  // Over how long these are measured nobody can tell.
  'slow > 6 * (1 - 0.99)',
  'rate(e[6h]) / rate(a[1h]) > 6 * (1 - 0.99)',
])('silent: %s', (expr) => {
  expect(findings(sloBurn, alertOn(expr))).toEqual([]);
});
