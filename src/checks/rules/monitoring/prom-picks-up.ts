import { type Field, fieldOf } from '../../../manifest/field.js';
import { formatSelector } from '../../../manifest/labels.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { listed } from '../../../values/listed.js';
import { readersOf, readKinds, reads } from '../../monitoring/readers.js';
import { folded, report, rule } from '../../rule.js';

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
  what: 'No Prometheus selects a monitor or a rule',
  why: 'It lies in the cluster and nobody reads it: nothing is scraped, no alert ever fires, and nothing says so.',
  fix: 'Give it the labels that the Prometheus selects by.',
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
      const unread = set.kind(kind).filter((manifest) => !readers.some((reader) => reads(reader, manifest)));
      const [first] = readers;
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

function labelsIn(manifest: Manifest): Field {
  const labels = fieldOf(manifest, 'metadata.labels');
  return labels.exists ? labels : fieldOf(manifest, 'metadata');
}
