import { type Field, fieldOf } from '../../../manifest/field.js';
import { mapSelector, selects } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { report, rule } from '../../rule.js';

const example = (most: string) => `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 3
  strategy:
    rollingUpdate:
      maxUnavailable: ${most}
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`;

export const allAtOnce = rule({
  id: 'all-at-once',
  severity: 'warning',
  what: 'An update may stop all pods of a Service at once',
  why: 'Until the new ones are ready the Service has no endpoints: every request fails, at each update.',
  fix: 'Let fewer go at a time: maxUnavailable: 1, or 0 with maxSurge: 1.',
  exceptions: ['One replica, type Recreate, and pods that no Service selects.'],
  source: 'Kubernetes, concepts/workloads/controllers/deployment#max-unavailable',
  wrong: example('100% # <--'),
  right: example('1'),
  *check({ set }) {
    for (const pod of set.podTemplates()) {
      const { manifest } = pod;
      if (manifest.ref.kind !== 'Deployment' && manifest.ref.kind !== 'Rollout') continue;
      const strategy = fieldOf(manifest, 'spec.strategy');
      const most = strategy.at([manifest.ref.kind === 'Rollout' ? 'canary' : 'rollingUpdate', 'maxUnavailable']);
      if (!most.exists || strategy.at('type').text === 'Recreate' || !isAll(most, fieldOf(manifest, 'spec.replicas')))
        continue;
      if (isServed(set, pod)) yield report(most, `all pods of "${manifest.ref.name}" may stop at once at an update`);
    }
  },
});

function isAll(most: Field, replicas: Field): boolean {
  // Where an autoscaler sets them, nothing is written.
  if (most.text === '100%') return (replicas.number ?? 1) > 1;
  return (
    most.number !== undefined && replicas.number !== undefined && replicas.number > 1 && most.number >= replicas.number
  );
}

function isServed(set: ManifestSet, { manifest, labels }: PodTemplate): boolean {
  return set.inNamespace('Service', manifest.ref.namespace).some((service) => {
    const selector = mapSelector(fieldOf(service, 'spec.selector').value);
    return selector !== undefined && selector.labels.size > 0 && selects(selector, labels);
  });
}
