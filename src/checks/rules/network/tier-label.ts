import { isTemplated } from '../../../manifest/references.js';
import { otherValues } from '../../../network/namespace-labels.js';
import { allPolicies } from '../../../network/policies.js';
import { listed, quoted } from '../../../values/listed.js';
import { report, rule } from '../../rule.js';

const namespace = (name: string, tier: string) => `---
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels: { tier: ${tier} }
`;
const example = (
  tier: string,
  mark = '',
) => `${namespace('shop', 'business')}${namespace('cart', 'business')}${namespace('stock', 'data')}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock
  namespace: stock
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              tier: ${tier}${mark}
`;

export const tierLabel = rule({
  id: 'tier-label',
  severity: 'error',
  what: 'A policy asks for a value of a label that no namespace has, though they have others',
  why: 'Whoever is meant is shut out: all traffic from those namespaces is dropped without a word.',
  fix: 'Write the value that the namespaces have.',
  exceptions: ['Labels that fewer than three of the declared namespaces have.'],
  source: 'Kubernetes, concepts/services-networking/network-policies#behavior-of-to-and-from-selectors',
  wrong: example('api', ' # <--'),
  right: example('business'),
  *check({ set }) {
    for (const { ingress, egress } of allPolicies(set)) {
      const peers = [...(ingress ?? []), ...(egress ?? [])].flatMap(({ peers = [] }) => peers);
      for (const peer of peers) {
        if ('range' in peer) continue;
        for (const [key, at] of peer.field.entries('namespaceSelector.matchLabels')) {
          const others = at.text === undefined || isTemplated(at.text) ? undefined : otherValues(set, key, at.text);
          if (!others) continue;
          const names = listed(quoted(others));
          yield report(at, `no namespace has ${key}: ${at.text}; there are ${names}`);
        }
      }
    }
  },
});
