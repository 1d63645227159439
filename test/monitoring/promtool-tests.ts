import { plain, undraft } from '../../src/construct/traced.js';
import type { Selector } from '../../src/metrics/promql/ast.js';
import { parse } from '../../src/metrics/promql/parse.js';
import { selectors } from '../../src/metrics/promql/walk.js';
import type { RuleGroup } from '../../src/monitoring/alert-rules.js';
import { type Moment, type Series, type Story, step } from '../../src/monitoring/proof.js';
import type { ResolvedAlert } from '../../src/monitoring/resolve.js';
import { formatDuration, parseDuration } from '../../src/values/duration.js';

/** Rules as a file of Prometheus has them, without annotations: what promtool compares is whether an alert fires. */
export function ruleFile(groups: readonly RuleGroup[]): object {
  return {
    groups: groups.map(({ name, interval, records = [], alerts }) => ({
      name,
      interval: interval === undefined ? `${step}s` : plain(interval),
      rules: [
        ...records.map(({ record, expr, labels }) => ({ record, expr: plain(expr), ...(labels ? { labels } : {}) })),
        ...alerts.map((one) => ({
          alert: one.alert,
          expr: plain(one.expr),
          for: plain(one.for),
          labels: { severity: plain(one.severity), ...undraft(one.labels) },
        })),
      ],
    })),
  };
}

/**
 * Unit tests of promtool for every alert: it fires once `for` is over and not before, is silent on a healthy subject,
 * without traffic, and where somebody else fails; and it does what it says where there are no series at all.
 * Source: Prometheus, "Unit Testing for Rules".
 */
export function promtoolTests(groups: readonly RuleGroup[], file: string): object {
  return {
    rule_files: [file],
    evaluation_interval: `${step}s`,
    tests: groups.flatMap(({ alerts }) =>
      alerts.flatMap((alert) => storiesOf(alert).map((story) => test(alert, story))),
    ),
  };
}

/** Everything that is played for an alert. */
function storiesOf(alert: ResolvedAlert): readonly Story[] {
  const { failing, healthy, idle, holdsFrom = 0, absent = 'silent', stories = [] } = alert.proof();
  const hold = parseDuration(plain(alert.for)) ?? 0;
  const due = holdsFrom + hold;
  const late = due + 600;
  const gone: readonly Moment[] = [{ at: late, fires: absent === 'fires' }];
  return [
    {
      name: 'fails',
      series: failing,
      moments: [
        { at: due - step, fires: false },
        { at: due, fires: true },
      ],
    },
    { name: 'is healthy', series: healthy, moments: [{ at: late, fires: false }] },
    ...(idle ? [{ name: 'has nothing to do', series: idle, moments: [{ at: late, fires: false }] }] : []),
    { name: 'has no series', series: [], moments: gone },
    ...strangers(alert).map(({ label, series }) => ({ name: `another ${label} fails`, series, moments: gone })),
    ...stories,
  ];
}

/** Labels of which a selector wants a value, not any but one. */
function wanted({ matchers }: Selector): readonly string[] {
  return matchers.flatMap(({ label, op }) => (op === '=' || op === '=~' ? [label] : []));
}

/** The failing series, of somebody who differs in one label that the query asks for. */
function strangers({ expr, proof }: ResolvedAlert): { readonly label: string; readonly series: readonly Series[] }[] {
  const query = parse(plain(expr));
  const asked = 'expr' in query ? selectors(query.expr).flatMap(wanted) : [];
  return [...new Set(asked)].sort().map((label) => ({
    label,
    series: proof().failing.map((one) =>
      label in one.labels ? { ...one, labels: { ...one.labels, [label]: 'another' } } : one,
    ),
  }));
}

function test({ alert, severity, labels, proof }: ResolvedAlert, { name, series, moments }: Story): object {
  const expected = { exp_labels: { ...proof().labels, severity: plain(severity), ...undraft(labels) } };
  return {
    name: `${alert}: ${name}`,
    interval: `${step}s`,
    input_series: series.map((one) => ({ series: written(one), values: one.values })),
    alert_rule_test: moments.map(({ at, fires }) => ({
      eval_time: formatDuration(at),
      alertname: alert,
      exp_alerts: fires ? [expected] : [],
    })),
  };
}

function written({ metric, labels }: Series): string {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${metric}{${matchers.join(', ')}}`;
}
