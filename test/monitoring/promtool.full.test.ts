import { fleetRules, otherRules } from './fleet-rules.js';
import { hasPromtool, Promtool } from './promtool-run.js';
import { promtoolTests, ruleFile } from './promtool-tests.js';

// A group by itself: two groups may have an alert of one name.
const rules = [...fleetRules('prod'), ...otherRules()].flatMap(([path, groups]) =>
  groups.map((group) => [`${path} ${group.name}`, [group]] as const),
);
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
