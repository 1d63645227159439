import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { quoted } from '../../../values/listed.js';
import { type Subsets, subsetsOf } from '../../delivery/istio-subsets.js';
import { exampleRollout, exampleServices } from '../../delivery/rollouts.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const virtualService = (route: string) => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: shop
  namespace: api
spec:
  hosts: [shop]
  http:
    - name: ${route}
      route:
        - destination: { host: shop-stable }
          weight: 100
        - destination: { host: shop-canary }
          weight: 0
`;

const istio = (mark: string) =>
  exampleRollout(`
canary:
  stableService: shop-stable
  canaryService: shop-canary
  trafficRouting:
    istio:
      virtualService:
        name: shop
        routes:
          - primary${mark}
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`);

const services = exampleServices('shop', 'shop-stable', 'shop-canary');

export const roIstio = rule({
  id: 'ro-istio',
  severity: 'error',
  what: 'A Rollout and the Istio routes that it is to move do not fit together',
  why: 'The Rollout is Degraded with InvalidSpec, or its controller moves weights that nobody follows.',
  fix: 'Name a route of the VirtualService that has both sides, and both subsets of the DestinationRule.',
  exceptions: ['Routes may be left out where the VirtualService has only one.'],
  source: 'Argo Rollouts, features/traffic-management/istio, pkg/apis/rollouts/validation/validation_references.go',
  wrong: istio(' # <--') + services + virtualService('main'),
  right: istio('') + services + virtualService('primary'),
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'ro-istio');
    for (const rollout of set.kind('Rollout')) {
      const istio = fieldOf(rollout, 'spec.strategy.canary.trafficRouting.istio');
      if (!istio.exists) continue;
      const single = istio.at('virtualService');
      const several = istio.items('virtualServices');
      if (single.exists === several.length > 0) {
        const which = single.exists ? 'both "virtualService" and "virtualServices"' : 'no virtualService';
        yield report(istio, `trafficRouting by Istio names ${which}`, { fix: 'Name one VirtualService, or a list.' });
      }
      const rule = yield* subsetsOf(istio, set);
      for (const field of single.exists ? [single] : several) {
        const target = find(set, 'VirtualService', field);
        if (target) yield* routes(field, target, rule, rollout);
      }
    }
  },
});

function find(set: ManifestSet, kind: string, field: Field): Manifest | undefined {
  const [name = '', namespace = field.manifest.ref.namespace] = (field.at('name').text ?? '').split('.');
  return set.find(kind, namespace, name);
}

function* routes(field: Field, target: Manifest, subsets: Subsets | undefined, rollout: Manifest): Iterable<Report> {
  const named = field.items('routes');
  const http = fieldOf(target).items('spec.http');
  const moved = http.filter((route) => named.some(({ text }) => text === route.at('name').text));
  for (const name of named) {
    if (http.some((route) => route.at('name').text === name.text)) continue;
    const known = http.flatMap((route) => route.at('name').text ?? []);
    yield report(name, `route "${name.text}" is not in ${describeRef(target.ref)}`, {
      fix: known.length > 0 ? `It has: ${quoted(known).join(', ')}.` : 'Give its route that name.',
    });
  }
  const others = field.at('tlsRoutes').exists || field.at('tcpRoutes').exists;
  if (named.length === 0 && http.length > 1 && !others)
    yield report(field, `${describeRef(target.ref)} has ${http.length} routes, and none is named`);
  const [only] = http;
  for (const route of named.length > 0 ? moved : only && http.length === 1 ? [only] : []) {
    for (const [side, wanted] of sidesOf(rollout, subsets)) {
      const has = route.items('route').some((one) => {
        const destination = one.at('destination');
        return subsets ? destination.at('subset').text === wanted : shortHost(destination.at('host').text) === wanted;
      });
      if (wanted === '' || has) continue;
      yield report(
        route,
        `route "${route.at('name').text ?? ''}" has no destination for the ${side} side, "${wanted}"`,
        {
          why: 'The controller finds only one side of the split and refuses the Rollout.',
          fix: `Add a destination for "${wanted}" with weight ${side === 'stable' ? 100 : 0}.`,
        },
      );
    }
  }
}

/** What each side is called in the routes: its subset, or else its Service. */
function sidesOf(rollout: Manifest, subsets: Subsets | undefined): readonly (readonly [string, string])[] {
  const strategy = fieldOf(rollout, 'spec.strategy.canary');
  const service = (key: string) => strategy.at(key).text ?? '';
  return [
    ['stable', subsets ? subsets.stable : service('stableService')],
    ['canary', subsets ? subsets.canary : service('canaryService')],
  ];
}

/** The Service of a host in the Rollout's namespace: `shop`, `shop.api`, `shop.api.svc.cluster.local`. */
function shortHost(host: string | undefined): string | undefined {
  return host?.split('.')[0];
}
