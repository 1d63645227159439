import { formatSelector, mapSelector } from '../../../manifest/labels.js';
import { isTemplated } from '../../../manifest/references.js';
import { destinationsOf } from '../../../network/mesh-routes.js';
import { type Subset, subsetsOf } from '../../../network/subsets.js';
import { report, rule } from '../../rule.js';

const example = (track: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
  namespace: shop
spec:
  host: cart
  subsets:
    - name: stable
      labels: { track: ${track} }${track === 'stable' ? '' : ' # <--'}
---
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:
  selector: { app: cart }
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: cart
  namespace: shop
  labels: { app: cart, track: stable }
spec:
  containers:
    - name: app
      image: ghcr.io/team/cart:1.0.0
`;

export const subsetEmpty = rule({
  id: 'subset-empty',
  severity: 'error',
  what: 'A subset of a DestinationRule has no pods',
  why: 'Routes to the subset answer 503: no healthy upstream.',
  fix: 'Write the labels that the pod template carries, or put the label into the template.',
  exceptions: [
    'Subsets of a Rollout: its controller adds the label that tells its pods apart.',
    'Services of which no manifest shows the pods.',
    'A subset that no route names is a warning.',
  ],
  source: 'istio/api, networking/v1 Subset; Istio, ops/common-problems/network-issues',
  wrong: example('v1'),
  right: example('stable'),
  *check({ set }) {
    const routed = new Set(
      set
        .kind('VirtualService')
        .flatMap(destinationsOf)
        .flatMap(({ field }) => field.at('subset').text ?? []),
    );
    for (const { field, name, behind, pods } of subsetsOf(set).flat()) {
      const selector = mapSelector(field.at('labels').value);
      if (behind.length === 0 || pods.length > 0 || !selector || isSetLater(field)) continue;
      yield report(field.at('labels'), `subset "${name}" (${formatSelector(selector)}) has no pods`, {
        severity: routed.has(name) ? 'error' : 'warning',
      });
    }
  },
});

/** A label that a controller sets. */
function isSetLater(field: Subset['field']): boolean {
  return field
    .entries('labels')
    .some(([key, { text }]) => key.endsWith('pod-template-hash') || text === undefined || isTemplated(text));
}
