import type { Field } from '../../../manifest/field.js';
import type { Json } from '../../../manifest/manifest.js';
import { type Report, report, rule } from '../../rule.js';

const example = (prefix: string, mark = '') => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - name: cart-canary
      match:
        - headers: { x-canary: { exact: "true" } }
          uri: { prefix: ${prefix} }${mark}
      route:
        - destination: { host: cart-canary }
    - name: cart
      match:
        - uri: { prefix: /api/cart }
      route:
        - destination: { host: cart-stable }
---
apiVersion: v1
kind: Service
metadata: { name: cart-canary, namespace: shop }
---
apiVersion: v1
kind: Service
metadata: { name: cart-stable, namespace: shop }
`;

export const canaryRoute = rule({
  id: 'canary-route',
  severity: 'warning',
  what: 'A canary gets other requests than its stable side, or gets them otherwise',
  why: 'What is tried on the canary is not what the others get: requests meant for it go to the stable side, or fail there alone.',
  fix: 'Write the same path, port, timeout and retries for both.',
  exceptions: [
    'What chooses the canary: headers, parameters, the source.',
    'Routes of which it is not known which belong together: neither called NAME-canary and NAME, nor the only two of a host.',
  ],
  source:
    'Istio, reference/config/networking/virtual-service#HTTPRoute: the first route that matches takes the request',
  wrong: example('/cart', ' # <--'),
  right: example('/api/cart'),
  *check({ set }) {
    for (const root of set.fields('VirtualService')) {
      const routes = root.items('spec.http');
      for (const canary of routes) {
        const stable = canary.at('match').exists ? twinOf(canary, routes) : undefined;
        if (stable) yield* unlike(canary, stable);
      }
    }
  },
});

/** The route of the stable side: by its name, or the only other one to the same host, which asks for no header. */
function twinOf(canary: Field, routes: readonly Field[]): Field | undefined {
  const name = canary.at('name').text;
  const own = name?.endsWith('-canary') ? name.slice(0, -'-canary'.length) : undefined;
  if (own !== undefined) return routes.find((one) => one.at('name').text === own);
  if (!choosesByHeader(canary)) return undefined;
  const [host, subset] = sideOf(canary);
  const others = routes.filter((one) => one !== canary && sideOf(one)[0] === host);
  const [only, ...more] = others;
  const isSide = only && subset !== undefined && sideOf(only)[1] !== undefined && sideOf(only)[1] !== subset;
  return isSide && more.length === 0 && !choosesByHeader(only) ? only : undefined;
}

function choosesByHeader(route: Field): boolean {
  return route.items('match').some((one) => one.at('headers').exists);
}

function sideOf(route: Field): readonly [string | undefined, string | undefined] {
  const destination = route.items('route')[0]?.at('destination');
  return [destination?.at('host').text, destination?.at('subset').text];
}

/** What both sides should have alike. */
function* unlike(canary: Field, stable: Field): Iterable<Report> {
  const [own, other] = [canary, stable].map((one) => one.items('match'));
  const [first] = own ?? [];
  const [only] = other ?? [];
  if (own?.length === 1 && other?.length === 1 && first && only)
    for (const key of ['uri', 'method', 'authority']) yield* differing(first.at(key), only.at(key), first, stable);
  for (const key of ['rewrite', 'timeout', 'retries']) yield* differing(canary.at(key), stable.at(key), canary, stable);
  const [from, to] = [canary, stable].map((one) => one.items('route'));
  const [here] = from ?? [];
  const [there] = to ?? [];
  if (from?.length === 1 && to?.length === 1 && here && there) {
    yield* differing(here.at('destination.port'), there.at('destination.port'), here, stable);
    yield* sides(here.at('destination'), there.at('destination'));
  }
}

/** Two subsets are two sides of one host. */
function* sides(own: Field, other: Field): Iterable<Report> {
  const [host, subset] = [own.at('host'), own.at('subset')];
  if (subset.text === undefined || other.at('subset').text === undefined) return;
  if (host.text !== other.at('host').text)
    yield report(host, `the canary is one of "${host.text}", and its stable side of "${other.at('host').text}"`, {
      fix: `host: ${other.at('host').text}`,
    });
  else if (subset.text === other.at('subset').text)
    yield report(subset, `the canary is the subset "${subset.text}", as its stable side is`, {
      why: 'The header chooses nothing: all requests go to the same pods.',
      fix: 'subset: canary',
    });
}

function* differing(own: Field, other: Field, within: Field, stable: Field): Iterable<Report> {
  if (written(own.value) === written(other.value)) return;
  const name = stable.at('name').text;
  const what = String(own.path.at(-1));
  yield report(
    own.exists ? own : within,
    `the canary has ${what} ${written(own.value)}, and its stable side${name ? ` "${name}"` : ''} ${written(other.value)}`,
    { fix: other.exists ? `${what}: ${written(other.value)}` : `Drop ${what}, or write it for both.` },
  );
}

function written(value: Json | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
