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
