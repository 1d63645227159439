import { fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { apexOf, exampleCanary, providerOf } from '../../delivery/canaries.js';
import { report, rule } from '../../rule.js';

const service = (name: string, mark = '') => `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}${mark}
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
`;

export const flaggerOwned = rule({
  id: 'flagger-owned',
  severity: 'error',
  what: 'Git declares an object that Flagger makes and changes itself',
  why: 'Flagger and the sync overwrite each other: traffic jumps to the new version, or back, at every sync.',
  fix: 'Drop the object, and let Flagger make it; what it should look like is said in the Canary, spec.service.',
  exceptions: ['Objects of other names; Services of other pods may stand beside it.'],
  source: 'Flagger, usage/how-it-works#canary-service, usage/how-it-works#canary-target',
  wrong: exampleCanary() + service('shop', ' # <--'),
  right: exampleCanary() + service('shop-internal'),
  *check({ set }) {
    for (const canary of set.kind('Canary.flagger.app')) {
      for (const { kind, name } of madeBy(canary)) {
        const found = set.find(kind, canary.ref.namespace, name);
        if (!found) continue;
        yield report(
          fieldOf(found, 'metadata.name'),
          `${found.ref.kind} "${name}" is made by Flagger, from Canary "${canary.ref.name}"`,
        );
      }
    }
  },
});

/** Source: Flagger, usage/how-it-works: what it makes of a target, and of each provider. */
function madeBy(canary: Manifest): readonly { readonly kind: string; readonly name: string }[] {
  const apex = apexOf(canary);
  const target = fieldOf(canary, 'spec.targetRef.name').text;
  if (apex === undefined || target === undefined) return [];
  const routes: Readonly<Record<string, string>> = {
    istio: 'VirtualService',
    'gatewayapi:v1': 'HTTPRoute',
    'gatewayapi:v1beta1': 'HTTPRoute',
  };
  const provider = providerOf(canary) ?? '';
  const sides = [`${apex}-primary`, `${apex}-canary`];
  const route = Object.hasOwn(routes, provider) ? routes[provider] : undefined;
  return [
    ...[apex, ...sides].map((name) => ({ kind: 'Service', name })),
    { kind: 'Deployment', name: `${target}-primary` },
    { kind: 'HorizontalPodAutoscaler', name: `${target}-primary` },
    ...(route === undefined ? [] : [{ kind: route, name: apex }]),
    ...(provider === 'istio' ? sides.map((name) => ({ kind: 'DestinationRule', name })) : []),
  ];
}
