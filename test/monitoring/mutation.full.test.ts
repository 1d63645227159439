import { plain } from '../../src/construct/traced.js';
import { parse } from '../../src/metrics/promql/parse.js';
import type { ResolvedAlert } from '../../src/monitoring/resolve.js';
import { fleetRules, otherRules } from './fleet-rules.js';
import { type Mutant, mutants } from './mutants.js';
import { hasPromtool, Promtool } from './promtool-run.js';
import { promtoolTests, ruleFile } from './promtool-tests.js';

/*
 * Are the stories of an alert worth anything? Each alert is written with one small mistake in its query, in every way
 * that people make one, and its stories are played again: they should end differently. All mutants of an alert are
 * played in one run, each under a name of its own.
 */
const promtool = new Promtool();
afterAll(() => promtool.remove());

const shape = (text: string) => text.replaceAll(/"[^"]*"|[\s()]+/g, '');
const unique = new Map<string, ResolvedAlert>();
for (const groups of [...fleetRules('prod').values(), ...otherRules().values()])
  for (const alert of groups.flatMap(({ alerts }) => alerts))
    unique.set(`${alert.alert} ${shape(plain(alert.expr))}`, alert);

/** Those mutants whose stories all end as they did before. */
function survivors(alert: ResolvedAlert): { readonly all: readonly Mutant[]; readonly left: readonly Mutant[] } {
  const parsed = parse(plain(alert.expr));
  const all = 'expr' in parsed ? mutants(parsed.expr) : [];
  const named = all.map((mutant, i) => ({ ...alert, alert: `Mutant${i}`, expr: mutant.expr }));
  const group = { name: 'mutants', alerts: named };
  promtool.write('rules.json', ruleFile([group]));
  const { tests, ...head } = promtoolTests([{ name: 'mutants', alerts: [alert] }], 'rules.json') as Tests;
  const multiplied = tests.map((test) => ({
    ...test,
    alert_rule_test: named.flatMap(({ alert: alertname }) =>
      test.alert_rule_test.map((expected) => ({ ...expected, alertname })),
    ),
  }));
  promtool.write('tests.json', { ...head, tests: multiplied });
  const { out } = promtool.run('test', 'rules', 'tests.json');
  const red = new Set([...out.matchAll(/alertname: Mutant(\d+),/g)].map(([, index]) => Number(index)));
  return { all, left: all.filter((_, i) => !red.has(i)) };
}

interface Tests {
  readonly tests: readonly { readonly alert_rule_test: readonly object[] }[];
}

(hasPromtool() ? it : it.skip)(
  'stories of alerts end differently when a query has a mistake',
  () => {
    const counts = new Map<string, { all: number; caught: number }>();
    const lines: string[] = [];
    for (const [key, alert] of unique) {
      const { all, left } = survivors(alert);
      for (const mutant of all) {
        const count = counts.get(mutant.sort) ?? { all: 0, caught: 0 };
        counts.set(mutant.sort, { all: count.all + 1, caught: count.caught + (left.includes(mutant) ? 0 : 1) });
      }
      for (const { sort, expr } of left) lines.push(`${key.split(' ')[0]} ${sort}: ${expr.replaceAll(/\s+/g, ' ')}`);
    }
    const all = [...counts.values()].reduce((sum, one) => sum + one.all, 0);
    const caught = [...counts.values()].reduce((sum, one) => sum + one.caught, 0);
    const share = caught / all;
    const table = [...counts].map(([sort, one]) => `  ${sort}: ${one.caught} of ${one.all}`).join('\n');
    process.stdout.write(
      `${unique.size} alerts, ${caught} of ${all} mutants caught (${(100 * share).toFixed(1)} %)\n${table}\nleft:\n${lines.join('\n')}\n`,
    );
    expect(share).toBeGreaterThanOrEqual(0.9);
  },
  1_800_000,
);
