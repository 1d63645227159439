import { runAll } from '../../../src/checks/run.js';
import { causesOf } from '../../../src/diagnostic/causes.js';
import { partFiles } from '../../../src/manifest/files/sets.js';

const deployment = (labels: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector:
    matchLabels: { app: cart }
  template:
    metadata:
      labels: ${labels}
    spec:
      containers:
        - name: cart
          image: ghcr.io/team/cart:1.0.0
`;
const rest = (app: string) => `---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec:
  selector: { app: ${app} }
  ports:
    - port: 80
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: cart, namespace: shop }
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: ${app} }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: cart, namespace: shop }
spec:
  podSelector:
    matchLabels: { app: ${app} }
  policyTypes: [Ingress]
`;
const about = new Set(['selector-template', 'service-selects-nothing', 'selects-nothing', 'netpol-selector-dead']);
const causes = (text: string) => {
  const { findings } = runAll(partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]), {});
  return causesOf(findings.filter(({ rule }) => about.has(rule))).map(({ head, consequences }) => [
    head.rule,
    head.field,
    ...consequences.map(({ rule }) => rule).sort(),
  ]);
};

test('what selects pods as their controller means to is one cause with it, at the label that is wrong', () => {
  expect(causes(deployment('{ app: basket }') + rest('cart'))).toEqual([
    [
      'selector-template',
      'spec.template.metadata.labels.app',
      'netpol-selector-dead',
      'selects-nothing',
      'service-selects-nothing',
    ],
  ]);
});

test('a label that is not there at all', () => {
  const [[rule, field] = []] = causes(deployment('{ tier: web }') + rest('cart'));
  expect([rule, field]).toEqual(['selector-template', 'spec.template.metadata.labels']);
});

test('who selects what nobody has, and who selects other pods, is told apart', () => {
  expect(causes(deployment('{ app: cart }') + rest('basket')).map(([rule]) => rule)).not.toContain('selector-template');
  expect(causes(deployment('{ app: basket }') + rest('till'))).toHaveLength(4);
  expect(causes(deployment('{ app: cart }') + rest('cart'))).toEqual([]);
});
