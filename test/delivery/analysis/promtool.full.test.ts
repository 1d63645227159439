import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { judge } from '../../../src/metrics/condition/judge.js';
import { parseCondition } from '../../../src/metrics/condition/parse-condition.js';
import { install } from '../../debian.js';

// What the real Prometheus makes of every analysis query of the fleet and the examples, and what its condition makes of
// that: on a healthy canary, on one that fails, on one that fails beside healthy stable pods, and on silence.

const root = join(__dirname, '../../..');
const HASH = 'abc123';

interface Metric {
  readonly name: string;
  readonly successCondition: string;
  readonly failureCondition?: string;
  readonly provider: { readonly prometheus?: { readonly query: string } };
}
interface Template {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly metrics: readonly Metric[] };
}

const files = ['dist', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /analysistemplate\.[^/]*\.yaml$/.test(file))
    .map((file) => join(folder, file)),
);
const queries = files.flatMap((file) => {
  const { metadata, spec } = load(readFileSync(join(root, file), 'utf8')) as Template;
  return spec.metrics.flatMap((metric) => {
    const query = metric.provider.prometheus?.query;
    return query === undefined ? [] : [{ file, metric, query, namespace: metadata.namespace }];
  });
});

interface Scenario {
  /** Requests a second of the canary's pod, and the share of them that fail or are slow. */
  readonly canary: number;
  readonly bad: number;
  readonly stable: number;
  readonly outcome: 'Successful' | 'Failed';
}
const scenarios: Readonly<Record<string, Scenario>> = {
  healthy: { canary: 10, bad: 0, stable: 0, outcome: 'Successful' },
  failing: { canary: 10, bad: 0.4, stable: 0, outcome: 'Failed' },
  diluted: { canary: 10, bad: 0.4, stable: 1000, outcome: 'Failed' },
  silent: { canary: 0, bad: 0, stable: 1000, outcome: 'Successful' },
};

/** Counters that grow by so much every 15 seconds, for a quarter of an hour. */
const counter = (metric: string, labels: string, perSecond: number) => ({
  series: `${metric}{${labels}}`,
  values: `0+${perSecond * 15}x60`,
});

function series(workload: string, namespace: string, { canary, bad, stable }: Scenario) {
  const pods = [
    { pod: `${workload}-${HASH}-x1y2z`, good: canary * (1 - bad), bad: canary * bad },
    { pod: `${workload}-0ldhash-x1y2z`, good: stable, bad: 0 },
  ];
  return pods.flatMap(({ pod, ...rates }) => {
    if (rates.good + rates.bad === 0) return [];
    const where = `namespace="${namespace}",pod="${pod}"`;
    const all = rates.good + rates.bad;
    const mesh = `${where},reporter="destination"`;
    return [
      counter('http_requests_total', `${where},status="200"`, rates.good),
      ...(rates.bad > 0 ? [counter('http_requests_total', `${where},status="500"`, rates.bad)] : []),
      counter('istio_requests_total', `${mesh},response_code="200"`, rates.good),
      ...(rates.bad > 0 ? [counter('istio_requests_total', `${mesh},response_code="503"`, rates.bad)] : []),
      // Good ones take a tenth of a second at the most, bad ones between half a second and two.
      ...(['0.1', '0.5', '2', '+Inf'] as const).flatMap((le) => {
        const perSecond = Number(le) >= 2 || le === '+Inf' ? all : rates.good;
        const ms = le === '+Inf' ? le : String(Number(le) * 1000);
        return [
          counter('http_request_duration_seconds_bucket', `${where},le="${le}"`, perSecond),
          counter('istio_request_duration_milliseconds_bucket', `${mesh},le="${ms}"`, perSecond),
        ];
      }),
    ];
  });
}

/** What the query must give: computed here, not taken from Prometheus. */
function expected(query: string, { canary, bad }: Scenario): number | undefined {
  if (canary === 0) return undefined;
  if (!query.includes('histogram_quantile')) return 1 - bad;
  const quantile = Number(/histogram_quantile\(([\d.]+)/.exec(query)?.[1]);
  const good = 1 - bad;
  // Straight lines inside a bucket. Source: Prometheus, "histogram_quantile()".
  const seconds = quantile <= good ? 0.1 * (quantile / good) : 0.5 + 1.5 * ((quantile - good) / bad);
  return Number(seconds.toPrecision(12));
}

function conditionOf(text: string) {
  const parsed = parseCondition(text);
  if (!('condition' in parsed)) throw new Error(`not read: ${text}`);
  return parsed.condition;
}

// Two minutes are for a slow mirror.
beforeAll(() => install('prometheus'), 120_000);

it('has queries to ask', () => {
  expect(queries.length).toBeGreaterThan(6);
});

describe.each(Object.entries(scenarios))('%s', (_, scenario) => {
  it('gives the values that it should, and the verdict', () => {
    const tests = queries.map(({ metric, query, namespace, file }) => {
      const workload = file.split('/').at(-2) ?? '';
      const value = expected(query, scenario);
      expect([
        file,
        judge({ success: conditionOf(metric.successCondition) }, value === undefined ? [] : [value]),
      ]).toEqual([file, scenario.outcome]);
      return {
        interval: '15s',
        input_series: series(workload, namespace, scenario),
        promql_expr_test: [
          {
            expr: query.replaceAll('{{args.pod-hash}}', HASH),
            eval_time: '10m',
            exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
          },
        ],
      };
    });
    const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
    try {
      writeFileSync(join(folder, 'none.yaml'), 'groups: []');
      writeFileSync(join(folder, 'test.yaml'), JSON.stringify({ rule_files: ['none.yaml'], tests }));
      const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'test.yaml')], {
        encoding: 'utf8',
      });
      expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
