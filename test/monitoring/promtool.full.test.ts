import { promtoolTests, ruleFile } from '../../src/monitoring/promtool.js';
import { fleetRules } from './fleet-rules.js';
import { hasPromtool, Promtool } from './promtool-run.js';

const rules = [...fleetRules('prod')];
const promtool = new Promtool();
afterAll(() => promtool.remove());

(hasPromtool() ? it : it.skip).each(rules)('promtool plays every story of %s', (_, groups) => {
  promtool.write('rules.json', ruleFile(groups));
  promtool.write('tests.json', promtoolTests(groups, 'rules.json'));
  expect(promtool.run('check', 'rules', 'rules.json')).toMatchObject({ status: 0 });
  expect(promtool.run('test', 'rules', 'tests.json')).toMatchObject({
    status: 0,
    out: expect.stringContaining('SUCCESS'),
  });
});
