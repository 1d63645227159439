import type { Field } from '../../../manifest/field.js';
import { folded, report, rule } from '../../rule.js';

const example = (resources: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
${resources}`;

export const resourcesMissing = rule({
  id: 'resources-missing',
  severity: 'warning',
  opinion: true,
  what: 'A container asks for neither CPU nor memory',
  why: 'The scheduler takes it for nothing and puts it on a node that is full; it is the first to be killed when memory runs short.',
  fix: 'Set resources.requests to what it uses as a rule; a LimitRange can do so for a whole namespace.',
  exceptions: ['A limit: the request is the same.', 'Tasks, and namespaces with a LimitRange.'],
  source: 'Kubernetes, concepts/workloads/pods/pod-qos#besteffort',
  wrong: example('').replace('- name: app', '- name: app # <--'),
  right: example(`          resources:
            requests: { cpu: 100m, memory: 128Mi }
`),
  *check({ set }) {
    const given = new Set(set.kind('LimitRange').map(({ ref }) => ref.namespace));
    const found = set.podTemplates().flatMap(({ manifest, spec, containers }) => {
      const isGiven = given.has(manifest.ref.namespace) || spec.at('resources').exists;
      if (!RUNNING.has(manifest.ref.kind) || isGiven) return [];
      return containers.filter(({ role, field }) => role === 'main' && !asks(field));
    });
    // One cause as a rule: nobody ever did. Said at the first.
    yield* folded(
      found,
      ({ field }) => field,
      ([first, ...others]) => {
        const more = others.length > 0 ? `, nor do ${others.length} more` : '';
        return report(first.field, `container "${first.name}" asks for neither CPU nor memory${more}`);
      },
    );
  },
});

const RUNNING = new Set(['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function asks(container: Field): boolean {
  return ['requests', 'limits'].some((part) => container.entries(`resources.${part}`).length > 0);
}
