import type { Facts } from '../../../cluster/facts.js';
import { neededConnections, surroundings } from '../../../network/needed.js';
import { superfluous } from '../../../network/superfluous.js';
import { report, rule } from '../../rule.js';

const example = (rules: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock
  namespace: shop
spec:
  podSelector:
    matchLabels: { app: stock }
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels: { app: cart }
      ports:
        - port: 8000
${rules}---
apiVersion: v1
kind: Pod
metadata:
  name: stock
  namespace: shop
  labels: { app: stock }
spec:
  containers:
    - name: app
      image: ghcr.io/team/stock:1.0.0
      ports:
        - containerPort: 8000
`;

const pods = (name: string) => ({ name, namespace: 'shop', labels: { app: name } });
const exampleFacts: Facts = {
  calls: [{ from: pods('cart'), to: pods('stock'), port: 8000, protocol: 'TCP', purpose: 'uses' }],
};

export const netpolUnused = rule({
  id: 'netpol-unused',
  severity: 'warning',
  what: 'A network policy opens what no declared or visible call needs',
  why: 'Nothing breaks; but who gets into one pod gets on from there, and nobody would notice.',
  fix: 'Take the rule out, or declare the call: name what is called in "uses".',
  exceptions: ['Policies that close only.', 'Pods that no manifest of the set shows, beside one that needs the rule.'],
  source: 'Kubernetes, concepts/security/rbac-good-practices; concepts/services-networking/network-policies',
  needs: ['calls'],
  exampleFacts,
  wrong: example(`    - ports: # <--
        - port: 9000
`),
  right: example(''),
  *check({ set, facts }) {
    for (const { field, message } of superfluous(surroundings(set, facts), neededConnections(set, facts)))
      yield report(field, message);
  },
});
