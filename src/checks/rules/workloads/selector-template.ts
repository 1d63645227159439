import { fieldOf } from '../../../manifest/field.js';
import { formatSelector, labelSelector, selects } from '../../../manifest/labels.js';
import { report, rule } from '../../rule.js';

const KINDS = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Rollout']);

export const selectorTemplate = rule({
  id: 'selector-template',
  severity: 'error',
  what: "A workload's selector does not select the pods of its own template",
  why: 'The API server refuses the object; a Rollout becomes Degraded with InvalidSpec and rolls nothing.',
  fix: 'Give spec.template.metadata.labels every label of spec.selector.',
  exceptions: ['A Rollout with a workloadRef: its template is that of the Deployment.'],
  source: 'Kubernetes, concepts/workloads/controllers/deployment#selector',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  selector: # <--
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop-api }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  right: `
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
`,
  *check({ set }) {
    for (const { manifest, labels } of set.podTemplates()) {
      if (!KINDS.has(manifest.ref.kind)) continue;
      const field = fieldOf(manifest, 'spec.selector');
      const selector = labelSelector(field.value);
      if (!selector || selects(selector, labels)) continue;
      const has = formatSelector({ labels, expressions: [] }) || 'none';
      yield report(field, `selector "${formatSelector(selector)}" does not select the template's labels, "${has}"`);
    }
  },
});
