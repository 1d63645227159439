import { parse } from '../../src/metrics/promql/parse.js';
import { formatDuration } from '../../src/values/duration.js';
import { mutants } from './mutants.js';
import { hasPromtool, Promtool } from './promtool-run.js';
import { type Recorded, recordings } from './recordings.js';

/*
 * Are the shares recorded on which alerts on objectives rest, and the budget that is left? promtool plays requests and
 * tasks over each window, and then again with one small mistake in each query.
 */
const promtool = new Promtool();
afterAll(() => promtool.remove());

/** Plays the stories of a recording with these queries, each under a name of its own; gives the names that go wrong. */
function wrong(one: Recorded, queries: ReadonlyMap<string, string>): ReadonlySet<string> {
  const { labels, step, end, near, stories } = one;
  const every = formatDuration(step);
  const rules = [...queries].map(([record, expr]) => ({ record, expr, labels }));
  promtool.write('rules.json', { groups: [{ name: 'recorded', interval: every, rules }] });
  const kept = Object.entries({ namespace: 'shop', ...labels }).map(([name, value]) => `${name}="${value}"`);
  promtool.write('tests.json', {
    rule_files: ['rules.json'],
    evaluation_interval: every,
    tests: stories.map(({ name, series, value }) => ({
      name,
      interval: every,
      input_series: series,
      promql_expr_test: [...queries.keys()].map((record) => ({
        // One sample and no other, near enough: counters are read between two samples.
        expr: value === undefined ? record : `abs(${record} - ${value}) < bool ${near}`,
        eval_time: formatDuration(end),
        exp_samples: value === undefined ? [] : [{ labels: `{${kept.join(', ')}}`, value: 1 }],
      })),
    })),
  });
  const { out, status } = promtool.run('test', 'rules', 'tests.json');
  const named = new Set([...out.matchAll(/(?:expr: "(?:abs\()?|rule: )(\w+)/g)].map(([, record = '']) => record));
  expect(status === 0).toBe(named.size === 0);
  // A query that cannot be evaluated ends its story for all others too.
  const broken = out.includes('rule: ') ? [...queries].filter(([record]) => !named.has(record)) : [];
  return broken.length > 0 ? new Set([...named, ...wrong(one, new Map(broken))]) : named;
}

const all = recordings();

(hasPromtool() ? describe : describe.skip)('recordings of objectives', () => {
  it.each(all.map((one) => [`${one.record} ${one.expr.replaceAll(/\s+/g, ' ').slice(0, 60)}`, one] as const))(
    '%s',
    (_, one) => {
      expect([...wrong(one, new Map([['recorded', one.expr]]))]).toEqual([]);
    },
  );

  it('end otherwise when a query has a mistake', () => {
    let [count, caught] = [0, 0];
    const left: string[] = [];
    // The others differ in their windows alone.
    for (const one of all.filter(({ record }) => /rate5m|rate3d|left/.test(record))) {
      const parsed = parse(one.expr);
      const changed = 'expr' in parsed ? mutants(parsed.expr) : [];
      const queries = new Map(changed.map(({ expr }, i) => [`mutant${i}`, expr]));
      const red = wrong(one, queries);
      count += changed.length;
      caught += red.size;
      changed.forEach(({ sort, expr }, i) => {
        if (!red.has(`mutant${i}`)) left.push(`${one.record} ${sort}: ${expr.replaceAll(/\s+/g, ' ')}`);
      });
    }
    process.stdout.write(
      `${caught} of ${count} mutants caught (${((100 * caught) / count).toFixed(1)} %)\nleft:\n${left.join('\n')}\n`,
    );
    expect(caught / count).toBeGreaterThanOrEqual(0.9);
  }, 600_000);
});
