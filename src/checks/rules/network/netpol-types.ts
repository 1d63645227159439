import { report, rule } from '../../rule.js';

const example = (types: string, mark = '') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: shop
  namespace: api
spec:
  podSelector: {}
  policyTypes: [${types}]
  egress:${mark}
    - to:
        - ipBlock: { cidr: 10.0.0.0/16 }
`;

export const netpolTypes = rule({
  id: 'netpol-types',
  severity: 'error',
  what: 'A NetworkPolicy has rules for a direction that its policyTypes leave out',
  why: 'The rules are not read: they neither allow nor isolate anything in that direction.',
  fix: 'List the direction in policyTypes, or drop its rules.',
  source: 'Kubernetes API reference, NetworkPolicySpec: policyTypes',
  wrong: example('Ingress', ' # <--'),
  right: example('Egress'),
  *check({ set }) {
    for (const spec of set.fields('NetworkPolicy').map((policy) => policy.at('spec'))) {
      const types = spec.items('policyTypes').map(({ text }) => text);
      if (types.length === 0 || types.some((type) => type === undefined || type.includes('{{'))) continue;
      for (const [key, type] of DIRECTIONS) {
        if (spec.items(key).length > 0 && !types.includes(type))
          yield report(spec.at(key), `"${key}" has rules, and policyTypes lists only ${types.join(' and ')}`, {
            fix: `Write policyTypes: [${DIRECTIONS.map(([, name]) => name).join(', ')}], or drop "${key}".`,
          });
      }
    }
  },
});

const DIRECTIONS = [
  ['ingress', 'Ingress'],
  ['egress', 'Egress'],
] as const;
