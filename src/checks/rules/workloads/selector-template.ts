import type { Field } from '../../../manifest/field.js';
import { formatSelector, type Selector } from '../../../manifest/labels.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { report, rule } from '../../rule.js';
import { strays } from '../../workloads/own-selector.js';

const example = (labels: string) => `
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
      labels: ${labels}
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`;

export const selectorTemplate = rule({
  id: 'selector-template',
  severity: 'error',
  what: "A workload's selector does not select the pods of its own template",
  why: 'The API server refuses the object; a Rollout becomes Degraded with InvalidSpec and rolls nothing.',
  fix: 'Give spec.template.metadata.labels every label of spec.selector.',
  exceptions: ['A Rollout with a workloadRef: its template is that of the Deployment.'],
  source: 'Kubernetes, concepts/workloads/controllers/deployment#selector',
  wrong: example('{ app: shop-api } # <--'),
  right: example('{ app: shop }'),
  *check({ set }) {
    for (const { template, selector, cause } of strays(set)) {
      const has = formatSelector({ labels: template.labels, expressions: [] }) || 'none';
      const message = `selector "${formatSelector(selector)}" does not select the template's labels, "${has}"`;
      yield report(wrongLabel(template, selector), message, { cause });
    }
  },
});

/** The selector of a workload cannot be changed once it is there: what must change are the labels. */
function wrongLabel({ field, labels }: PodTemplate, selector: Selector): Field {
  const wrong = [...selector.labels].find(([key, value]) => labels.has(key) && labels.get(key) !== value);
  const places = [field.at(['metadata', 'labels', ...(wrong ? [wrong[0]] : [])]), field.at('metadata.labels')];
  return places.find(({ exists }) => exists) ?? field;
}
