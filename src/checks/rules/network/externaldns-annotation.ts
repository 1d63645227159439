import { text } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { annotated } from '../../../manifest/index/annotated.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { gatewaysOf } from '../../../network/mesh-routes.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { isOfOtherEnvironment } from '../../../values/environment-names.js';
import { unwatched } from '../../network/annotation-filters.js';
import { DNS_KEYS, dnsAnnotations, hostsOf, outsideFilters } from '../../network/dns-annotations.js';
import { report, rule } from '../../rule.js';

const example = (hosts: string) => `
apiVersion: v1
kind: Service
metadata:
  name: entry
  namespace: shop
  annotations:
    external-dns.alpha.kubernetes.io/hostname: ${hosts}
spec:
  type: LoadBalancer
  ports:
    - port: 80
${route('api')}${route('desk')}`;

const route = (name: string) => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name}
  namespace: shop
spec:
  hosts: [${name}.shop.io]
  gateways: [mesh, shop/entry]
  http:
    - route:
        - destination: { host: entry }
`;

const KEY = `${DNS_KEYS}hostname`;

export const externaldnsAnnotation = rule({
  id: 'externaldns-annotation',
  severity: 'warning',
  what: 'A host gets no DNS record',
  why: 'external-dns makes records for the hosts of the annotation: no client finds the address of this one.',
  fix: `Add the host to ${KEY}.`,
  exceptions: [
    'Domains of which the annotations list no host: somebody else makes their records.',
    'Keys of your own under the domain of external-dns, as for its annotation filter, unless they are nearly one of its own.',
    'Hosts of an Ingress rule or an annotation of their own: external-dns reads these too.',
    'Filters of annotations that are no plain list of requirements.',
  ],
  source: 'external-dns, docs/annotations, docs/sources/istio',
  wrong: example('api.shop.io # <--'),
  right: example('api.shop.io,desk.shop.io'),
  *check({ set }) {
    const lists = annotated(set, KEY)
      .map((manifest) => fieldOf(manifest, ['metadata', 'annotations', KEY]))
      .filter((field) => field.exists);
    yield* dnsAnnotations(set);
    if (lists.length === 0) return;
    yield* outsideFilters(lists, set);
    yield* unwatched(lists, set);
    const routes = routed(set);
    const ingresses = ingressHosts(set);
    const known = new Set([...lists.flatMap(hostsOf), ...ingresses, ...(readsRoutes(set) ? routes.keys() : [])]);
    // The first list with a host of the domain that has routes too: it is kept by hand.
    const kept = new Map<string, Field>();
    for (const field of lists)
      for (const host of hostsOf(field)) if (routes.has(host) && !kept.has(domain(host))) kept.set(domain(host), field);
    for (const [host, virtualService] of routes) {
      if (known.has(host) || known.has(host.replace(/^[^.]+/, '*'))) continue;
      const list = kept.get(domain(host));
      const meant = lists
        .flatMap((field) => hostsOf(field).map((one) => ({ field, one })))
        .find(({ one }) => !routes.has(one) && !ingresses.includes(one) && isMeant(host, one));
      const written = fieldOf(virtualService)
        .items('spec.hosts')
        .find(({ text }) => text === host);
      if (meant && written) {
        // Whichever of the two stands alone in its domain is the one that is wrong.
        const isList = !kept.has(domain(meant.one));
        const message = `"${host}" is in no list of external-dns, and "${meant.one}", which is, has no routes`;
        yield report(isList ? meant.field : written, message, {
          fix: `Did you mean "${isList ? host : meant.one}"?`,
        });
      } else if (list)
        yield report(
          list,
          `"${host}", for which ${describeRef(virtualService.ref)} has routes, is in no list of external-dns`,
        );
    }
  },
});

function domain(host: string): string {
  return host.slice(host.indexOf('.') + 1);
}

/** A letter of the first label otherwise, where that is not so short that another is a choice; or another environment. */
function isMeant(host: string, other: string): boolean {
  if (isOfOtherEnvironment(host, other)) return true;
  return host.indexOf('.') >= 4 && domain(host) === domain(other) && isOneSlip(host, other);
}

/** Hosts of routes that come in from outside. */
function routed(set: ManifestSet): ReadonlyMap<string, Manifest> {
  const hosts = new Map<string, Manifest>();
  for (const one of set.kind('VirtualService')) {
    if (gatewaysOf(one).every((name) => name === 'mesh')) continue;
    for (const { text: host } of fieldOf(one).items('spec.hosts'))
      if (host?.includes('.') && !/[*{]|\.svc\b/.test(host) && !hosts.has(host)) hosts.set(host, one);
  }
  return hosts;
}

function ingressHosts(set: ManifestSet): string[] {
  return set
    .fields('Ingress')
    .flatMap((one) => one.items('spec.rules').flatMap((entry) => entry.at('host').text ?? []));
}

/** Where external-dns is told to read VirtualServices or Gateways, their hosts need no annotation. */
function readsRoutes(set: ManifestSet): boolean {
  return set
    .kind('Application')
    .some(
      ({ object }) =>
        /external-dns/.test(text(object, 'spec.source.chart') ?? '') &&
        /istio-(?:gateway|virtualservice)/.test(JSON.stringify(object)),
    );
}
