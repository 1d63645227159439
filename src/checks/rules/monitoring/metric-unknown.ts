import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { knownSeries } from '../../../metrics/catalogue.js';
import { didYouMean, editDistance } from '../../../values/did-you-mean.js';
import { unservedMetrics } from '../../monitoring/adapter-metrics.js';
import { strangeGroups, strangeLabels } from '../../monitoring/asked-labels.js';
import { emptyAsked } from '../../monitoring/asked-namespaces.js';
import { type AskedSeries, seriesAsked, wanted } from '../../monitoring/chain.js';
import { brokenChains, type Chains } from '../../monitoring/exporter-chain.js';
import { queriesOf, rulesOf } from '../../monitoring/queries.js';
import { askedNames, unknownMetric } from '../../monitoring/unknown-metrics.js';
import { type Report, report, rule } from '../../rule.js';

const example = (metric: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:
        - alert: PodCrashLooping
          expr: sum by (pod) (increase(${metric}[15m])) > 3${mark}
          for: 5m
`;

export const metricUnknown = rule({
  id: 'metric-unknown',
  severity: 'warning',
  what: 'A query, or an autoscaler, asks for a metric, a label or a namespace that nobody yields',
  why: 'A series that does not exist is no error: the query gives nothing, the panel is empty, the alert never fires.',
  fix: 'Ask for a metric that an exporter has, and let a monitor scrape it.',
  exceptions: [
    'Metrics of which nothing is known: a service may have any.',
    'Metrics of autoscalers: where not all rules of one prometheus-adapter are there, each about one metric.',
    'Who exports what, and what scrapes it, is followed only where the facts say who exports metrics.',
  ],
  source: 'kube-state-metrics, docs/metrics; Argo Rollouts, "Controller Metrics"; the exporters\' own documentation',
  wrong: example('kube_pod_container_status_restart_total', ' # <--'),
  right: example('kube_pod_container_status_restarts_total'),
  *check({ set, facts }) {
    yield* unservedMetrics(set);
    for (const query of queriesOf(set)) yield* strangeGroups(query);
    yield* emptyAsked(set);
    const records = new Set(rulesOf(set).flatMap(({ rule: one }) => one.at('record').text ?? []));
    const rollouts = new Set(set.kind('Rollout').map(({ ref }) => `${ref.namespace}/${ref.name}`));
    const chains: Chains = new Map();
    for (const asked of seriesAsked(set)) {
      if (records.has(asked.metric)) continue;
      yield* strangeLabels(asked, set, facts);
      const known = knownSeries(asked.metric);
      if (asked.metric.includes(':')) yield* unrecorded(asked, records);
      if (!known) yield* unknownMetric(asked, facts, askedNames(set));
      if (asked.metric.startsWith('kube_deployment_')) yield* ofRollout(asked, rollouts, set);
      if (known && asked.query.rule) yield* brokenChains(asked, known.exporter.name, set, facts, chains);
    }
  },
});

/** A name with colons is one that a rule records. Rules of charts have their own. */
function* unrecorded({ query: { field, name }, metric }: AskedSeries, records: ReadonlySet<string>): Iterable<Report> {
  const [level = ''] = metric.split(':');
  if (level === '') return;
  const near = didYouMean(metric, records);
  const isOwn = !LEVELS_OF_CHARTS.test(level) && [...records].some((record) => record.startsWith(`${level}:`));
  if (!isOwn && !(near && editDistance(metric, near) <= 2)) return;
  yield report(field, `"${name}" asks for "${metric}", which no rule records`, {
    severity: 'error',
    fix: near ? `Did you mean "${near}"?` : 'Record it, or ask for what is recorded.',
  });
}

// Source: kube-prometheus, the rules that it records.
const LEVELS_OF_CHARTS =
  /^(?:instance|node|cluster|count|code|job|kube\w*|container\w*|namespace\w*|apiserver\w*|workload\w*)/;

/** A Rollout has no series of Deployments. */
function* ofRollout(
  { query: { field, name }, selector, metric }: AskedSeries,
  rollouts: ReadonlySet<string>,
  set: ManifestSet,
): Iterable<Report> {
  const deployment = wanted(selector, 'deployment');
  if (deployment === undefined) return;
  const namespace = wanted(selector, 'namespace');
  const isRollout = [...rollouts].some(
    (one) => one.endsWith(`/${deployment}`) && (namespace === undefined || one === `${namespace}/${deployment}`),
  );
  if (!isRollout || set.kind('Deployment').some(({ ref }) => ref.name === deployment)) return;
  yield report(field, `"${name}" asks for "${metric}" of "${deployment}", which is a Rollout`, {
    fix: 'rollout_info_replicas_available{name="…"}, rollout_info_replicas_desired, rollout_info{phase="…"}.',
  });
}
