import { type Field, fieldOf } from '../../../manifest/field.js';
import { formatSelector, mapSelector, selects } from '../../../manifest/labels.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { serverHost, within } from '../../../network/gateway-hosts.js';
import { gatewayPods, isKnown } from '../../../network/gateway-pods.js';
import { gatewaysOf } from '../../../network/mesh-routes.js';
import { listed } from '../../../values/listed.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const example = (host: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: entry
  namespace: shop
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: { number: 80, name: http, protocol: HTTP }
      hosts:${host}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart.shop.io]
  gateways: [entry]
  http:
    - route:
        - destination: { host: cart }
`;

const GATEWAY = 'Gateway.networking.istio.io';

export const vsGateway = rule({
  id: 'vs-gateway',
  severity: 'error',
  what: 'A VirtualService and the Gateway that it is bound to do not fit together',
  why: 'The gateway answers 404 to requests for that host: no route of it belongs to a server.',
  fix: 'Add the host to the servers of the Gateway, or bind the VirtualService to the Gateway that has it.',
  exceptions: [
    'Gateways of which one is not among the manifests.',
    'A host that is wider than those of the Gateway is a warning: for these it works.',
  ],
  source: 'istio/api, networking/v1 Gateway, Server.hosts; Istio, reference/config/analysis/ist0132',
  wrong: example(' # <--\n        - api.shop.io'),
  right: example('\n        - "*.shop.io"'),
  *check({ set, graph }) {
    // Of a set without any Gateway they stand elsewhere, unless somebody has said which there are.
    const shown = set.kind(GATEWAY).length > 0 || set.external.some(({ kind }) => kind === 'Gateway');
    yield* missingTargets(
      { set, graph },
      'vs-gateway',
      ({ target }) => shown || (target.is === 'missing' && target.sure),
    );
    const unserved = [...nobody(set)];
    const dead = new Set(unserved.map(({ manifest }) => manifest));
    yield* unserved;
    const routes = [
      ...set.kind('VirtualService').map((one) => ({ one, spec: 'spec' })),
      // Flagger makes a VirtualService of it.
      ...set.kind('Canary.flagger.app').map((one) => ({ one, spec: 'spec.service' })),
    ];
    for (const { one, spec } of routes) {
      const names = gatewaysOf(one, spec).filter((name) => name !== 'mesh');
      const gateways = names.map((name) => gatewayNamed(set, name));
      const known = gateways.filter((gateway) => gateway !== undefined);
      if (known.length > 0 && known.length === gateways.length && !known.some((gateway) => dead.has(gateway)))
        yield* hosts(fieldOf(one, spec), known);
    }
    yield* meshOnly(set);
  },
});

function gatewayNamed(set: ManifestSet, name: string): Manifest | undefined {
  const slash = name.indexOf('/');
  return set.find(GATEWAY, name.slice(0, slash), name.slice(slash + 1));
}

function servers(gateway: Manifest): readonly Field[] {
  return fieldOf(gateway).items('spec.servers');
}

function served(gateway: Manifest): readonly string[] {
  return servers(gateway).flatMap((server) =>
    server.items('hosts').flatMap(({ text }) => (text ? serverHost(text) : [])),
  );
}

function* hosts(routes: Field, gateways: readonly Manifest[]): Iterable<Report> {
  const all = gateways.flatMap(served);
  const [first] = gateways;
  const place = first && servers(first)[0]?.at('hosts');
  if (!place || all.length === 0 || all.some(isTemplated)) return;
  for (const { text: host } of routes.items('hosts')) {
    // The names of Services are those that sidecars call.
    if (host === undefined || isTemplated(host) || !(host === '*' || host.includes('.'))) continue;
    if (/\.svc(?:\.cluster\.local)?$/.test(host) || all.some((one) => within(host, one))) continue;
    const some = all.some((one) => within(one, host));
    yield report(place, `no server takes host "${host}", for which ${describeRef(routes.manifest.ref)} has routes`, {
      severity: some ? 'warning' : 'error',
      ...(some && {
        why: 'Its routes answer for the hosts of the servers only: any other name, or an address, gets 404.',
      }),
      fix: `Add ${JSON.stringify(host)} to the hosts of a server.`,
    });
  }
}

/** Hosts that a Gateway lets in, with routes for sidecars only. */
function* meshOnly(set: ManifestSet): Iterable<Report> {
  const gateways = new Map(set.kind(GATEWAY).flatMap((one) => served(one).map((host) => [host, one] as const)));
  if (gateways.size === 0) return;
  const routes = new Map<string, Field[]>();
  for (const root of set.fields('VirtualService'))
    for (const host of root.items('spec.hosts')) {
      const name = host.text ?? '';
      if (name.includes('.') && gateways.has(name)) routes.set(name, [...(routes.get(name) ?? []), host]);
    }
  for (const [name, hosts] of routes) {
    const [host] = hosts;
    const gateway = gateways.get(name);
    if (!gateway || !host || hosts.some(({ manifest }) => fieldOf(manifest, 'spec.gateways').exists)) continue;
    yield report(host, `"${name}" has routes for sidecars only, and ${describeRef(gateway.ref)} lets it in`, {
      fix: `Add gateways: [${gateway.ref.namespace ?? ''}/${gateway.ref.name}].`,
    });
  }
}

/** A Gateway whose selector is that of no gateway: its servers are nobody's. */
function* nobody(set: ManifestSet): Iterable<Report & { readonly manifest: Manifest }> {
  const made = gatewayPods(set);
  if (!made?.every(isKnown)) return;
  const every = new Set(set.podTemplates().map(({ manifest }) => manifest.ref.namespace));
  for (const gateway of set.kind(GATEWAY)) {
    const field = fieldOf(gateway, 'spec.selector');
    const selector = mapSelector(field.value);
    if (!selector || selector.labels.size === 0 || isTemplated(formatSelector(selector))) continue;
    if (made.some(({ labels }) => selects(selector, labels))) continue;
    if ([...every].some((namespace) => set.pods(namespace, selector).length > 0)) continue;
    const there = listed(made.map(({ by, labels }) => `istio=${labels.get('istio')} of release "${by.release}"`));
    const found = report(field, `no gateway has the labels "${formatSelector(selector)}": there is ${there}`, {
      why: 'No proxy opens the ports of this Gateway: connections are refused, and its routes lead nowhere.',
      fix: `Select what the pods have, or set labels of the chart: ${formatSelector(selector)}.`,
    });
    yield { ...found, manifest: gateway };
  }
}
