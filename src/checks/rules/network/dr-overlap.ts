import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { gatewayPods } from '../../../network/gateway-pods.js';
import { destinationRules } from '../../../network/mesh-routes.js';
import { listed, quoted } from '../../../values/listed.js';
import { type Report, report, rule } from '../../rule.js';

const example = (second: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
  namespace: shop
spec:
  host: cart
  trafficPolicy:
    loadBalancer: { simple: LEAST_REQUEST }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart-more
  namespace: shop
spec:
  host: cart.shop.svc.cluster.local
${second}
`;

export const drOverlap = rule({
  id: 'dr-overlap',
  severity: 'warning',
  what: 'Two DestinationRules are for one host, and one of them does not hold',
  why: 'Istio adds the subsets of the second to the first, and leaves out its traffic policy.',
  fix: 'Write both into one DestinationRule.',
  exceptions: [
    'Rules of which one has subsets only, and rules for some workloads (workloadSelector).',
    "Rules of two namespaces, unless a gateway of a chart stands where the one is that is not the Service's.",
  ],
  source: 'Istio, concepts/traffic-management#destination-rules; istio/istio, pilot/pkg/model/destination_rule.go',
  wrong: example('  trafficPolicy: # <--\n    connectionPool: { tcp: { maxConnections: 100 } }'),
  right: example('  subsets:\n    - name: stable\n      labels: { track: stable }'),
  *check({ set }) {
    for (const [key, rules] of destinationRules(set)) {
      const all = rules.filter((one) => !fieldOf(one, 'spec.workloadSelector').exists);
      for (const here of groupBy(all, ({ ref }) => ref.namespace).values()) yield* policies(here);
      yield* atGateways(all, key.slice(0, key.indexOf('/')), set);
    }
  },
});

function* policies(rules: readonly Manifest[]): Iterable<Report> {
  const [first, ...others] = rules.map((one) => fieldOf(one, 'spec.trafficPolicy')).filter(({ exists }) => exists);
  for (const one of others) {
    // One that is declared twice is duplicate-resource's.
    if (first && one.manifest.ref.name !== first.manifest.ref.name)
      yield report(one, `${describeRef(first.manifest.ref)} has a traffic policy for "${hostOf(one)}" already`);
  }
}

/** A rule where the gateway stands: it asks its own namespace first, and the rule beside the Service is not read. */
function* atGateways(rules: readonly Manifest[], own: string, set: ManifestSet): Iterable<Report> {
  const beside = rules.filter(({ ref }) => ref.namespace === own);
  const [first] = beside;
  if (!first || beside.length === rules.length) return;
  const gateways = new Set((gatewayPods(set) ?? []).map(({ by }) => by.namespace));
  for (const one of rules) {
    const { namespace } = one.ref;
    if (namespace === own || !gateways.has(namespace)) continue;
    const names = subsetsIn(one);
    const lost = beside.flatMap(subsetsIn).filter((name) => !names.includes(name));
    if (lost.length === 0) continue;
    const what = listed(quoted(lost));
    yield report(
      fieldOf(one, 'spec.host'),
      `for the gateway here this replaces ${describeRef(first.ref)}, which has ${what}`,
      {
        severity: 'error',
        why: 'A proxy reads the DestinationRule of its own namespace, and none beside it: routes of the gateway to those subsets answer 503.',
        fix: `Write it into ${describeRef(first.ref)}.`,
      },
    );
  }
}

function subsetsIn(destinationRule: Manifest): readonly string[] {
  return fieldOf(destinationRule)
    .items('spec.subsets')
    .flatMap((one) => one.at('name').text ?? []);
}

function hostOf({ manifest }: Field): string {
  return fieldOf(manifest, 'spec.host').text ?? '';
}
