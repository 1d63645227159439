import type { Severity } from '../../../diagnostic/diagnostic.js';
import { mayBeMade } from '../../../manifest/charts.js';
import { chartNamespaces } from '../../../manifest/existing.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { formatSelector } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { hiddenPods } from '../../../manifest/operated.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean, isOneSlip } from '../../../values/did-you-mean.js';
import { parseDuration } from '../../../values/duration.js';
import { listed } from '../../../values/listed.js';
import { blindAlerts } from '../../monitoring/chain.js';
import { type Monitor, monitorsOf, portsOf } from '../../monitoring/monitors.js';
import { scrapeAnnotations } from '../../monitoring/scrape-annotations.js';
import { type Report, report, rule } from '../../rule.js';

export const monitorSelector = rule({
  id: 'monitor-selector',
  severity: 'error',
  what: 'A monitor, or an annotation of a pod, finds no target: a selector or a port matches nothing',
  why: 'Prometheus has no target and says nothing: every alert on these metrics stays silent for ever.',
  fix: 'Select the labels of the Service itself, and name one of its ports.',
  exceptions: [
    'Namespaces in which a chart or an operator makes Services and pods.',
    'Namespaces of which the set has no Service at all, or no pods.',
  ],
  source: 'prometheus-operator, monitoring/v1, ServiceMonitorSpec and PodMonitorSpec',
  wrong: `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  selector: { app: shop }
  ports:
    - name: http
      port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: shop
  namespace: api
spec:
  selector:
    matchLabels: { app: shop }
  endpoints:
    - port: metrics # <--
`,
  right: `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  selector: { app: shop }
  ports:
    - name: http
      port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: shop
  namespace: api
spec:
  selector:
    matchLabels: { app: shop }
  endpoints:
    - port: http
`,
  *check({ set }) {
    for (const template of set.podTemplates()) yield* scrapeAnnotations(template);
    const usual = usualPaths(set);
    for (const monitor of monitorsOf(set)) {
      yield* timeouts(monitor);
      yield* paths(monitor, usual);
      const { isPods } = monitor;
      if (!isKnown(set, monitor, isPods)) {
        // Something that the set does not show may be meant.
        yield* elsewhere(set, monitor, 'warning');
        continue;
      }
      const why = () => blindAlerts(set, monitor);
      const found = isPods ? monitor.pods.length : monitor.services.length;
      if (found === 0) {
        const field = monitor.spec.at('selector');
        const where = monitor.namespaces?.join('", "') ?? 'every namespace';
        const what = isPods ? 'pod' : 'Service';
        const [other] = elsewhere(set, monitor);
        yield other ??
          report(field, `selector "${formatSelector(monitor.selector)}" matches no ${what} in "${where}"`, {
            why: why(),
            ...(isPods ? { fix: 'Select labels that the pod template has.' } : {}),
          });
        continue;
      }
      for (const endpoint of monitor.endpoints) yield* port(monitor, endpoint, isPods, why);
    }
  },
});

/**
 * A monitor that looks in a namespace of which the set shows nothing that could be meant, and whose selector fits in
 * another one. Where charts fill the namespace, what they make may be meant.
 */
function* elsewhere(set: ManifestSet, monitor: Monitor, severity?: Severity): Iterable<Report> {
  const { namespaces, isPods } = monitor;
  if (!namespaces || (isPods ? monitor.pods : monitor.services).length > 0) return;
  const [hidden, charts] = [hiddenPods(set), chartNamespaces(set)];
  const written = monitor.spec.at('namespaceSelector');
  const values = [...monitor.selector.labels.values()];
  // Who forgot to say where looks at home, where a chart may have pods, but hardly any that are called so.
  const isForgotten = (name: string) =>
    !written.exists && !values.some((value) => mayBeMade(set, name, value, 'other'));
  if (namespaces.some((name) => isTemplated(name) || ((charts.has(name) || hidden.has(name)) && !isForgotten(name))))
    return;
  const there = namespacesWith(set, monitor);
  if (there.length === 0) return;
  const what = isPods ? 'pods' : 'Services';
  yield report(
    written.exists ? written : monitor.spec.at('selector'),
    `the ${what} that "${formatSelector(monitor.selector)}" selects are in ${listed(there.map(quoted))}, and it looks in ${listed(namespaces.map(quoted))}`,
    {
      severity,
      why: blindAlerts(set, monitor),
      fix: `Write namespaceSelector: { matchNames: [${there.join(', ')}] }.`,
    },
  );
}

/** The namespaces in which something of the set has the labels. A selector without labels takes whatever there is. */
function namespacesWith(set: ManifestSet, { selector, isPods }: Monitor): readonly string[] {
  if (selector.labels.size === 0 || [...selector.labels.values()].some(isTemplated)) return [];
  return set
    .namespaces()
    .filter((name) => (isPods ? set.pods(name, selector) : set.labelled('Service', name, selector)).length > 0);
}

function quoted(name: string): string {
  return `"${name}"`;
}

/** Whether everything is known that a monitor could select. */
function isKnown(set: ManifestSet, { namespaces, selector }: Monitor, isPods: boolean): boolean {
  if ([...selector.labels.values()].some(isTemplated)) return false;
  const looked = namespaces ?? set.namespaces();
  const [hidden, charts] = [hiddenPods(set), chartNamespaces(set)];
  if (looked.some((name) => charts.has(name) || hidden.has(name))) return false;
  return isPods
    ? looked.some((name) => set.pods(name, { labels: new Map(), expressions: [] }).length > 0)
    : looked.some((name) => set.owns('Service', name));
}

function* port(monitor: Monitor, endpoint: Field, isPods: boolean, why: () => string | undefined): Iterable<Report> {
  const field = endpoint.at('port');
  const name = field.text;
  if (name === undefined) yield* targetPort(monitor, endpoint, why);
  if (name === undefined || isTemplated(name)) return;
  const ports = isPods
    ? monitor.pods.flatMap(({ spec }) => portsOf(spec))
    : monitor.services.flatMap((service) => fieldOf(service).items('spec.ports'));
  const names = ports.flatMap((one) => one.at('name').text ?? []);
  if (names.includes(name)) return;
  const near = didYouMean(name, names);
  const [whose] = isPods ? monitor.pods.map(({ manifest }) => manifest) : monitor.services;
  const owner = whose ? `${whose.ref.kind} "${whose.ref.name}"` : 'what it selects';
  const list =
    names.length > 0 ? `it has ${[...new Set(names)].map((one) => `"${one}"`).join(', ')}` : 'its ports have no names';
  yield report(field, `port "${name}" is none of ${owner}: ${list}`, {
    why: why(),
    fix: near ? `port: ${near}` : names[0] ? `port: ${names[0]}` : 'Give the port a name.',
  });
}

/** A port of the pods, which they must list: Prometheus finds targets by what containers say that they have. */
function* targetPort({ pods }: Monitor, endpoint: Field, why: () => string | undefined): Iterable<Report> {
  const field = endpoint.at('targetPort');
  const port = field.scalar;
  const ports = pods.flatMap(({ spec }) => portsOf(spec));
  if (port === undefined || ports.length === 0 || isTemplated(port)) return;
  const names = ports.flatMap((one) => [one.at('name').text, one.at('containerPort').scalar].filter(isText));
  if (names.includes(port)) return;
  const near = didYouMean(port, names);
  yield report(
    field,
    `targetPort "${port}" is listed by no pod that it selects: there is ${listed([...new Set(names)].map(quoted))}`,
    {
      why: why(),
      fix: `targetPort: ${near ?? names[0] ?? port}`,
    },
  );
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

function* timeouts({ endpoints }: Monitor): Iterable<Report> {
  for (const endpoint of endpoints) {
    const timeout = endpoint.at('scrapeTimeout');
    const [most, own] = [parseDuration(endpoint.at('interval').text ?? ''), parseDuration(timeout.text ?? '')];
    if (most === undefined || own === undefined || own <= most) continue;
    yield report(timeout, `scrapeTimeout ${timeout.text} is longer than the interval ${endpoint.at('interval').text}`, {
      why: 'The operator refuses the monitor: nothing of it is scraped.',
      fix: `scrapeTimeout: ${endpoint.at('interval').text}`,
    });
  }
}

/** The path that nearly every program serves, and those that several monitors of the set ask for. */
function usualPaths(set: ManifestSet): readonly string[] {
  const asked = groupBy(
    monitorsOf(set).flatMap(({ endpoints }) => endpoints.flatMap((one) => one.at('path').text ?? [])),
    (path) => path,
  );
  return ['/metrics', ...[...asked].flatMap(([path, all]) => (all.length >= 3 ? [path] : []))];
}

/** One of them with a slip. */
function* paths({ endpoints }: Monitor, usual: readonly string[]): Iterable<Report> {
  for (const endpoint of endpoints) {
    const path = endpoint.at('path');
    const near = usual.includes(path.text ?? '') ? undefined : usual.find((one) => isOneSlip(path.text ?? '', one));
    if (near !== undefined)
      yield report(path, `path "${path.text}" is a letter away from ${near}`, {
        severity: 'warning',
        why: 'Where nothing is served there the target is down, and none of its metrics arrive.',
        fix: `Did you mean "${near}"?`,
      });
  }
}
