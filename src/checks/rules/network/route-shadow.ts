import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { gatewaysOf } from '../../../network/mesh-routes.js';
import { sampleBelow, takes, type UriMatch, uriMatch } from '../../../network/uri-match.js';
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
    'Two VirtualServices of one host, where the wider has a route of its own for the same paths.',
  ],
  source:
    'istio/api, networking/v1 VirtualService.http; Istio, ops/best-practices/traffic-management#split-virtual-services',
  wrong: example('/', '/stock').replace('{ prefix: /stock }', '{ prefix: /stock } # <--'),
  right: example('/stock', '/'),
  *check({ set }) {
    for (const virtualService of set.kind('VirtualService')) yield* inside(virtualService);
    yield* between(set);
  },
});

/** One alternative of a route: the route itself where it has no match. */
interface Alternative {
  readonly field: Field;
  readonly uri: UriMatch | undefined;
  /** What it asks for besides the path. */
  readonly conditions: ReadonlyMap<string, string>;
}

function alternatives(route: Field): Alternative[] {
  const matches = route.items('match');
  if (matches.length === 0) return [{ field: route, uri: uriMatch(undefined), conditions: new Map() }];
  return matches.map((field) => {
    const conditions = field
      .entries()
      .filter(([key]) => key !== 'uri' && key !== 'name')
      .map(([key, { value }]) => [key, JSON.stringify(value)] as const);
    return { field, uri: uriMatch(field), conditions: new Map(conditions) };
  });
}

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

/** Routes of two VirtualServices for one host and gateway: their order is nobody's choice. */
function* between(set: ManifestSet): Iterable<Report> {
  const groups = new Map<string, Manifest[]>();
  for (const virtualService of set.kind('VirtualService')) {
    const hosts = fieldOf(virtualService)
      .items('spec.hosts')
      .flatMap(({ text }) => text ?? []);
    for (const gateway of gatewaysOf(virtualService).filter((name) => name !== 'mesh'))
      for (const host of hosts) {
        const key = `${gateway} ${host}`;
        groups.set(key, [...(groups.get(key) ?? []), virtualService]);
      }
  }
  for (const members of groups.values())
    for (const wide of members) for (const other of members) if (wide !== other) yield* overlaps(wide, other);
}

function* overlaps(wide: Manifest, narrow: Manifest): Iterable<Report> {
  const own = fieldOf(wide).items('spec.http').flatMap(alternatives);
  const theirs = fieldOf(narrow).items('spec.http').flatMap(alternatives);
  for (const [i, one] of own.entries()) {
    if (one.uri?.by !== 'prefix' || one.conditions.size > 0) continue;
    for (const { uri } of theirs) {
      // Of the same path twice, the first by name is reported.
      const isTwin = uri?.by === 'prefix' && (uri.value === one.uri.value ? wide.ref.name > narrow.ref.name : false);
      const longer = uri && (uri.by !== 'prefix' || uri.value.startsWith(one.uri.value));
      const sample = longer && !isTwin ? sampleBelow(uri, one.uri.value) : undefined;
      if (sample === undefined || own.slice(0, i).some((before) => isOwn(before, one, sample))) continue;
      const place = one.field.at('uri');
      yield report(
        place.exists ? place : one.field,
        `"${one.uri.value}" also takes "${sample}", for which ${describeRef(narrow.ref)} has a route of the same host`,
        {
          severity: uri?.by === 'regex' ? 'warning' : 'error',
          why: 'Istio joins the two in the order of their age: which route is asked first is nobody’s choice.',
          fix: 'Put both routes into one VirtualService, the longer path first.',
        },
      );
      return;
    }
  }
}

/** Whether the wider VirtualService itself has a route for that path, before its wide one. */
function isOwn({ uri }: Alternative, wide: Alternative, sample: string): boolean {
  return uri !== undefined && uri.value !== wide.uri?.value && takes(uri, sample);
}
