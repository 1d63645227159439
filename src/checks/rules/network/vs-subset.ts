import { fieldOf } from '../../../manifest/field.js';
import { describeRef } from '../../../manifest/manifest.js';
import { isTemplated } from '../../../manifest/references.js';
import { destinationRules, destinationsOf, serviceKey } from '../../../network/mesh-routes.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { subsetRoutes } from '../../network/subset-routes.js';
import { report, rule } from '../../rule.js';

const example = (subset: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - route:
        - destination:
            host: cart
            subset: ${subset}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
  namespace: shop
spec:
  host: cart
  subsets:
    - name: stable
      labels: { track: stable }
`;

export const vsSubset = rule({
  id: 'vs-subset',
  severity: 'error',
  what: 'A route names a subset that no DestinationRule of its host declares, or leaves out the one that is meant',
  why: 'The proxy has no such cluster: requests on that route answer 503.',
  fix: 'Declare the subset in the DestinationRule of that host, or name one that is there.',
  exceptions: [
    'Hosts whose Service and DestinationRules are not among the manifests.',
    'Routes whose subset is there and is probably another than was meant: a warning.',
  ],
  source: 'istio/api, networking/v1 Destination.subset; Istio, reference/config/analysis/ist0101',
  wrong: example('v1 # <--'),
  right: example('stable'),
  *check({ set }) {
    const rules = destinationRules(set);
    for (const { field, service } of set.kind('VirtualService').flatMap(destinationsOf)) {
      const subset = field.at('subset');
      if (subset.text === undefined || !service || isTemplated(subset.text)) continue;
      const own = rules.get(serviceKey(service)) ?? [];
      const names = own
        .flatMap((one) => fieldOf(one).items('spec.subsets'))
        .flatMap((one) => one.at('name').text ?? []);
      if (names.includes(subset.text)) continue;
      const [first] = own;
      if (!first && !set.find('Service', service.namespace, service.name)) continue;
      const where = first ? `is not in ${describeRef(first.ref)}` : `is in no DestinationRule of "${service.name}"`;
      const near = didYouMean(subset.text, names);
      yield report(subset, `subset "${subset.text}" ${where}`, {
        fix: near ? `Did you mean "${near}"?` : undefined,
      });
    }
    yield* subsetRoutes(set);
  },
});
