import { type Field, fieldOf } from '../../../manifest/field.js';
import { formatSelector } from '../../../manifest/labels.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { listed } from '../../../values/listed.js';
import { looksIn, type Reader, readersOf, readKinds, reads } from '../../monitoring/readers.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (label: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  serviceMonitorSelector:
    matchLabels: { release: main }
  serviceMonitorNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: shop
  namespace: api
  labels: { release: ${label} }${mark}
spec:
  selector:
    matchLabels: { app: shop }
  endpoints:
    - port: http
`;

export const promPicksUp = rule({
  id: 'prom-picks-up',
  severity: 'error',
  what: 'No Prometheus selects a monitor or a rule, or no Alertmanager a configuration',
  why: 'It lies in the cluster and nobody reads it: nothing is scraped, no alert ever fires, and nothing says so.',
  fix: 'Give it the labels that the Prometheus, or the Alertmanager, selects by.',
  exceptions: [
    'Where the set has no Prometheus, no chart that brings one, and no fact about one.',
    'Charts whose values are not written in the Application.',
  ],
  source: 'prometheus-operator, monitoring/v1, PrometheusSpec; kube-prometheus-stack, values.yaml',
  wrong: example('other', ' # <--'),
  right: example('main'),
  *check({ set, facts }) {
    for (const kind of readKinds) {
      const readers = readersOf(set, facts, kind);
      if (readers.length === 0) continue;
      const missed = set.kind(kind).filter((manifest) => !readers.some((reader) => reads(reader, manifest, set)));
      const [first] = readers;
      const isElsewhere = (one: Manifest) => first?.namespaces !== undefined && !looksIn(first, one, set);
      yield* outside(missed.filter(isElsewhere), kind, readers);
      const unread = missed.filter((one) => !isElsewhere(one));
      yield* folded(unread, labelsIn, ([manifest, ...rest]) => {
        // One label, or one selector, mends them all.
        const wants = first?.selector ? `selects "${formatSelector(first.selector)}"` : 'selects none';
        const elsewhere = first?.own !== undefined && first.own !== manifest.ref.namespace;
        const where = elsewhere ? `, in namespace "${first?.own}" alone` : '';
        const names = listed([manifest, ...rest].map(({ ref }) => `"${ref.name}"`));
        const verb = rest.length > 0 ? 'are' : 'is';
        return report(labelsIn(manifest), `${first?.name} ${wants}${where}: ${kind} ${names} ${verb} not among them`, {
          severity: readers.every(({ sure }) => sure) ? undefined : 'warning',
          fix: first?.selector
            ? `metadata.labels: ${[...first.selector.labels].map(([key, value]) => `${key}: ${value}`).join(', ')}`
            : `Let ${first?.name} select it: a selector that is absent selects none, {} selects all.`,
        });
      });
    }
  },
});

/** Objects in namespaces that are not chosen. */
function* outside(missed: readonly Manifest[], kind: string, readers: readonly Reader[]): Iterable<Report> {
  const [first] = readers;
  const wants = first?.namespaces ? formatSelector(first.namespaces) : '';
  yield* folded(
    missed,
    (one) => fieldOf(one, 'metadata.namespace'),
    ([manifest, ...rest]) => {
      const names = listed([manifest, ...rest].map(({ ref }) => `"${ref.namespace}/${ref.name}"`));
      const at = fieldOf(manifest, 'metadata.namespace');
      return report(
        at,
        `${first?.name} looks in namespaces with "${wants}" alone: ${kind} ${names} ${rest.length > 0 ? 'are' : 'is'} in none of them`,
        {
          severity: readers.every(({ sure }) => sure) ? undefined : 'warning',
          fix: 'Let it look there too, or move the object to a namespace that it reads.',
        },
      );
    },
  );
}

function labelsIn(manifest: Manifest): Field {
  const labels = fieldOf(manifest, 'metadata.labels');
  return labels.exists ? labels : fieldOf(manifest, 'metadata');
}
