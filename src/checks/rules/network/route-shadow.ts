import { fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { type Alternative, alternatives } from '../../../network/route-alternatives.js';
import { takes } from '../../../network/uri-match.js';
import { overlappingRoutes } from '../../network/overlapping-routes.js';
import { type Report, report, rule } from '../../rule.js';

const example = (first: string, second: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - match:
        - uri: { prefix: ${first} }
      route:
        - destination: { host: cart }
    - match:
        - uri: { prefix: ${second} }
      route:
        - destination: { host: stock }
`;

export const routeShadow = rule({
  id: 'route-shadow',
  severity: 'warning',
  what: 'A route gets no request, or only by chance: another takes its paths first',
  why: 'The proxy uses the first route that matches: what stands behind it is never asked.',
  fix: 'Put the route with the longer path first.',
  exceptions: [
    'Routes that ask for headers, methods or parameters which the first one does not ask for, where it is not before them.',
    'Two VirtualServices of one host, where the wider has a route of its own for the same paths, or takes every path.',
  ],
  source:
    'istio/api, networking/v1 VirtualService.http; Istio, ops/best-practices/traffic-management#split-virtual-services',
  wrong: example('/', '/stock').replace('{ prefix: /stock }', '{ prefix: /stock } # <--'),
  right: example('/stock', '/'),
  *check({ set }) {
    for (const virtualService of set.kind('VirtualService')) yield* inside(virtualService);
    yield* overlappingRoutes(set);
  },
});

/** Routes of one VirtualService behind one that takes all that they are for. */
function* inside(virtualService: Manifest): Iterable<Report> {
  const earlier: Alternative[] = [];
  for (const route of fieldOf(virtualService).items('spec.http')) {
    const own = alternatives(route);
    const shadows = own.map((one) => earlier.find((other) => covers(other, one)));
    const [shadow] = shadows;
    if (shadow && !shadows.includes(undefined)) {
      const at = own[0]?.field.at('uri');
      const name = shadow.uri?.value ?? '/';
      yield report(at?.exists ? at : route, `the route before it, for "${name}", takes every path of this one`);
    }
    earlier.push(...own);
  }
}

function covers(first: Alternative, second: Alternative): boolean {
  const { uri: wide } = first;
  const { uri: narrow } = second;
  if (!wide || !narrow || [...first.conditions].some(([key, value]) => second.conditions.get(key) !== value))
    return false;
  if (wide.by === 'prefix')
    return narrow.by === 'regex' ? narrow.value.startsWith(wide.value) : takes(wide, narrow.value);
  return wide.by === narrow.by && wide.value === narrow.value;
}
