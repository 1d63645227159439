import type { Severity } from '../../../diagnostic/diagnostic.js';
import { mayBeMade } from '../../../manifest/argocd/charts.js';
import { emptyNamespaces } from '../../../manifest/argocd/empty-namespaces.js';
import { hostUses } from '../../../manifest/hosts/host-uses.js';
import { formatSelector } from '../../../manifest/labels.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { chartNamespaces } from '../../../manifest/references/existing.js';
import { hiddenPods } from '../../../manifest/references/operated.js';
import { isTemplated } from '../../../manifest/references.js';
import { listed, quoted } from '../../../values/listed.js';
import { blindAlerts } from '../../monitoring/chain.js';
import { paths, portProblems, timeouts, usualPaths } from '../../monitoring/monitor-endpoints.js';
import { type Monitor, monitorsOf } from '../../monitoring/monitors.js';
import { unlikeRabbit } from '../../monitoring/rabbitmq-services.js';
import { scrapeAnnotations } from '../../monitoring/scrape-annotations.js';
import { type Report, report, rule } from '../../rule.js';

const example = (port: string) => `
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
    - port: ${port}
`;

export const monitorSelector = rule({
  id: 'monitor-selector',
  severity: 'error',
  what: 'A monitor, or an annotation of a pod, finds no target: a selector or a port matches nothing',
  why: 'Prometheus has no target and says nothing: every alert on these metrics stays silent for ever.',
  fix: 'Select the labels of the Service itself, and name one of its ports.',
  exceptions: [
    'Namespaces in which a chart or an operator makes Services and pods.',
    'Namespaces of which the set has no Service at all, or no pods, unless its Applications show that nothing runs there.',
  ],
  source: 'prometheus-operator, monitoring/v1, ServiceMonitorSpec and PodMonitorSpec',
  wrong: example('metrics # <--'),
  right: example('http'),
  *check({ set }) {
    for (const template of set.podTemplates()) yield* scrapeAnnotations(template);
    const usual = usualPaths(set);
    for (const monitor of monitorsOf(set)) {
      yield* timeouts(monitor);
      yield* paths(monitor, usual);
      yield* unlikeRabbit(set, monitor);
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
      for (const endpoint of monitor.endpoints) yield* portProblems(monitor, endpoint, why);
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
    `the ${what} that "${formatSelector(monitor.selector)}" selects are in ${listed(quoted(there))}, and it looks in ${listed(quoted(namespaces))}`,
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

/** Namespaces that somebody calls: something may run there that no manifest shows. */
const calledNamespaces = perSet(
  (set: ManifestSet): ReadonlySet<string> => new Set(hostUses(set).map(({ service }) => service.namespace ?? '')),
);

/** Whether everything is known that a monitor could select. */
function isKnown(set: ManifestSet, { namespaces, selector }: Monitor, isPods: boolean): boolean {
  if ([...selector.labels.values()].some(isTemplated)) return false;
  const looked = namespaces ?? set.namespaces();
  if (namespaces?.every((name) => emptyNamespaces(set).has(name) && !calledNamespaces(set).has(name))) return true;
  const [hidden, charts] = [hiddenPods(set), chartNamespaces(set)];
  if (looked.some((name) => charts.has(name) || hidden.has(name))) return false;
  return isPods
    ? looked.some((name) => set.pods(name, { labels: new Map(), expressions: [] }).length > 0)
    : looked.some((name) => set.owns('Service', name));
}
