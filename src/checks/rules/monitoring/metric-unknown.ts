import type { Facts } from '../../../cluster/facts.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { exporters, type Known, knownSeries, seriesOfCatalogue } from '../../../metrics/catalogue.js';
import { didYouMean, editDistance, isOneSlip } from '../../../values/did-you-mean.js';
import { lack, missingAddOns } from '../../gitops/brought.js';
import { type AskedSeries, seriesAsked, wanted } from '../../monitoring/chain.js';
import { monitorsOf, scrapes } from '../../monitoring/monitors.js';
import { rulesOf } from '../../monitoring/queries.js';
import { readersOf, reads } from '../../monitoring/readers.js';
import { namespacesNamed } from '../../references/named-namespaces.js';
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
  what: 'A query asks for a metric, or a label, that nobody yields',
  why: 'A series that does not exist is no error: the query gives nothing, the panel is empty, the alert never fires.',
  fix: 'Ask for a metric that an exporter has, and let a monitor scrape it.',
  exceptions: [
    'Metrics of which nothing is known: a service may have any.',
    'Who exports what, and what scrapes it, is followed only where the facts say who exports metrics.',
  ],
  source: 'kube-state-metrics, docs/metrics; Argo Rollouts, "Controller Metrics"; the exporters\' own documentation',
  wrong: example('kube_pod_container_status_restart_total', ' # <--'),
  right: example('kube_pod_container_status_restarts_total'),
  *check({ set, facts }) {
    const records = new Set(rulesOf(set).flatMap(({ rule: one }) => one.at('record').text ?? []));
    const rollouts = new Set(set.kind('Rollout').map(({ ref }) => `${ref.namespace}/${ref.name}`));
    const chains: Chains = new Map();
    const namespaces = namespacesNamed(set, facts);
    for (const asked of seriesAsked(set)) {
      if (records.has(asked.metric)) continue;
      const namespace = wanted(asked.selector, 'namespace');
      if (namespace !== undefined && !namespaces.has(namespace)) yield* nowhere(asked, namespace, namespaces);
      const known = knownSeries(asked.metric);
      if (asked.metric.includes(':')) yield* unrecorded(asked, records);
      if (!known) yield* unknown(asked, facts);
      else if (known.exporter.prefix) yield* label(asked, known);
      if (asked.metric.startsWith('kube_deployment_')) yield* ofRollout(asked, rollouts, set);
      if (known && asked.query.by !== 'panel') yield* broken(asked, known.exporter.name, set, facts, chains);
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

/** A namespace that is nearly one of the cluster's. */
function* nowhere(
  { query: { field, name } }: AskedSeries,
  namespace: string,
  known: ReadonlySet<string>,
): Iterable<Report> {
  const near = didYouMean(namespace, known);
  if (!near || !isOneSlip(namespace, near)) return;
  yield report(field, `"${name}" asks for namespace "${namespace}", which nothing declares or uses`, {
    fix: `Did you mean "${near}"?`,
  });
}

/** A name that is nearly one of an exporter, or the name of a histogram, which has no series itself. */
function* unknown(asked: AskedSeries, facts: Facts): Iterable<Report> {
  const { field, name } = asked.query;
  const { selector, metric } = asked;
  const histogram = knownSeries(`${metric}_bucket`);
  if (histogram) {
    if (selector.matchers.some((one) => one.label === 'quantile')) return;
    yield report(field, `"${name}" asks for "${metric}", a histogram: it has no series of that name`, {
      fix: `${metric}_bucket, ${metric}_sum or ${metric}_count.`,
    });
    return;
  }
  const family = families.find((one) => one.test(metric));
  const owner = exporters.find(({ prefix }) => prefix?.test(metric));
  if (!owner && !family) {
    yield* slipOfOwn(asked, facts);
    return;
  }
  const near = didYouMean(metric, seriesOfCatalogue());
  // Two letters in a name of forty are a slip; further away it may be a metric that we do not know.
  const slip = owner && near && knownSeries(near)?.exporter === owner && editDistance(metric, near) <= 2;
  if (!slip && !family) return;
  yield report(field, `"${name}" asks for "${metric}", which ${owner?.name ?? 'no exporter'} does not have`, {
    fix: near ? `${near}` : 'Ask for a metric that it has.',
  });
}

/** A name that is a letter away from one that the workload of the query is known to yield. It may have others too. */
function* slipOfOwn({ query: { field, name }, selector, metric }: AskedSeries, facts: Facts): Iterable<Report> {
  const job = wanted(selector, 'job') ?? wanted(selector, 'service') ?? wanted(selector, 'container');
  const namespace = wanted(selector, 'namespace');
  const of = facts.exporters?.find(
    ({ pods }) => pods && isJobOf(pods, job) && (namespace === undefined || namespace === pods.namespace),
  );
  if (!of) return;
  const near = didYouMean(metric, seriesOfCatalogue());
  if (!near || knownSeries(near)?.exporter.name !== of.exporter || !isOneSlip(metric, near)) return;
  // Frameworks call the same thing by its singular and by its plural.
  if (singular(metric) === singular(near)) return;
  yield report(field, `"${name}" asks for "${metric}", and "${of.pods?.name}" has "${near}"`, {
    fix: `Did you mean "${near}"?`,
  });
}

const singular = (metric: string) => metric.replace(/s(?=_|$)/g, '');

/** Beginnings of names of which the catalogue has all. */
const families = [/^redis_stream_/];

function* label({ query: { field, name }, selector, metric }: AskedSeries, known: Known): Iterable<Report> {
  for (const { label: asked, op, value } of selector.matchers) {
    // What may be absent is asked for on purpose.
    if (asked === '__name__' || asked === 'le' || op === '!=' || op === '!~' || value === '') continue;
    const { labels } = known.metric;
    if (labels.includes(asked)) continue;
    const near = didYouMean(asked, labels);
    // Relabelling may add any label: only what is nearly one of its own is a slip.
    if (!near || !isOneSlip(asked, near)) continue;
    yield report(field, `"${name}" asks for label "${asked}" of "${metric}", which has none of that name`, {
      fix: `${near}="${value}"`,
    });
  }
}

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

/** What a query takes for granted: who yields the metric, and the labels that say of which pods. */
interface Asked {
  readonly owner: string;
  readonly job: string | undefined;
  readonly namespace: string | undefined;
  readonly container: string | undefined;
}

/** A link of the chain that is broken, and what mends it. */
interface Break {
  readonly what: string;
  readonly fix: string;
  readonly cause?: string;
}

/** Many queries ask of the same pods: their chain is followed once. */
type Chains = Map<string, readonly Break[]>;

/** The chain from a query to pods, and the first link that is broken. What other rules say is not said again. */
function* broken(
  { query: { field, name }, selector, metric }: AskedSeries,
  owner: string,
  set: ManifestSet,
  facts: Facts,
  chains: Chains,
): Iterable<Report> {
  if (!facts.exporters) return;
  const asked: Asked = {
    owner,
    job: wanted(selector, 'job') ?? wanted(selector, 'service'),
    namespace: wanted(selector, 'namespace'),
    container: wanted(selector, 'container'),
  };
  const key = JSON.stringify([asked.owner, asked.job, asked.namespace, asked.container]);
  const breaks = chains.get(key) ?? [...breaksOf(asked, facts.exporters, set, facts)];
  chains.set(key, breaks);
  for (const { what, fix, cause } of breaks) {
    yield report(field, `"${name}" asks for "${metric}", and ${what}`, {
      severity: 'error',
      fix,
      cause,
      why: `The chain breaks here: ${name} -> ${metric} -> ${asked.owner} -> ${what}. An alert without series never fires.`,
    });
  }
}

function* breaksOf(
  { owner, job, namespace, container }: Asked,
  known: NonNullable<Facts['exporters']>,
  set: ManifestSet,
  facts: Facts,
): Iterable<Break> {
  if (owner !== 'prometheus' && !known.some(({ exporter }) => exporter === owner)) {
    yield {
      what: `nothing in the cluster yields metrics of ${owner}`,
      ...lack('exporters', owner, missingAddOns(set, facts.resources ?? []).keys()),
    };
    return;
  }
  const placed = known.flatMap(({ pods, port, exporter }) => (pods ? [{ pods, port, exporter }] : []));
  // Only queries about a workload's own metrics: those of others speak of it from outside.
  const own =
    owner === 'prometheus'
      ? placed.filter(({ pods }) => isJobOf(pods, job))
      : placed.filter(({ exporter }) => exporter === owner);
  if (own.length === 0) return;
  const asked = own.filter(({ pods }) => {
    if (namespace !== undefined && namespace !== pods.namespace) return false;
    if (job !== undefined) return isJobOf(pods, job);
    return container === undefined || container === pods.name;
  });
  if (asked.length === 0) {
    const near = didYouMean(
      job ?? container ?? '',
      own.map(({ pods }) => pods.name),
    );
    const whose = [namespace && `namespace "${namespace}"`, job && `"${job}"`, container && `container "${container}"`]
      .filter(Boolean)
      .join(', ');
    yield {
      what: `nobody there yields it: ${whose}`,
      fix: near ? `"${near}"` : `One of ${own.map(({ pods }) => `${pods.namespace}/${pods.name}`).join(', ')}.`,
    };
    return;
  }
  for (const { pods, port } of asked) {
    const templates = set.pods(pods.namespace, { labels: new Map(Object.entries(pods.labels)), expressions: [] });
    const monitors = monitorsOf(set).filter((one) => templates.some((template) => one.pods.includes(template)));
    const read = monitors.filter(({ manifest }) =>
      readersOf(set, facts, manifest.ref.kind).some((reader) => reads(reader, manifest)),
    );
    // A monitor that is not picked up, or that finds nothing, is reported where it stands.
    if (templates.length === 0 || (monitors.length > 0 && read.length === 0)) continue;
    if (
      monitors.length === 0 &&
      monitorsOf(set).some(
        ({ manifest }) => manifest.ref.name === pods.name && manifest.ref.namespace === pods.namespace,
      )
    )
      continue;
    if (monitors.length === 0) {
      yield {
        what: `no monitor scrapes the pods of "${pods.name}"`,
        fix: `A ServiceMonitor or PodMonitor that selects ${Object.entries(pods.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(', ')}.`,
      };
    } else if (
      !read.some(
        (one) =>
          one.endpoints.some((endpoint) => !endpoint.at('port').exists) ||
          templates.some((template) => scrapes(one, template, port)),
      )
    ) {
      const ports = read.flatMap((one) => one.endpoints.flatMap((endpoint) => endpoint.at('port').text ?? []));
      if (ports.length > 0 && read.every((one) => one.services.length > 0 || one.manifest.ref.kind === 'PodMonitor'))
        yield {
          what: `its monitor scrapes port ${ports.map((one) => `"${one}"`).join(', ')} of "${pods.name}", not port ${port}`,
          fix: `A port that leads to ${port}.`,
        };
    }
  }
}

/** Whether a job is what Prometheus calls the pods of a workload, by its Service or its PodMonitor. */
function isJobOf({ name, namespace }: { readonly name: string; readonly namespace: string }, job?: string): boolean {
  return job === name || job === `${namespace}/${name}` || job === `${name}-pods`;
}
