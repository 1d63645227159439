import { type Field, fieldOf } from '../../manifest/field.js';
import { mapSelector, selects } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { Identity, ManifestSet } from '../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../manifest/references.js';
import { albAnnotation, isAlb } from '../../network/alb.js';
import { backendPort } from '../../network/backend-port.js';
import { gatewayPods, gatewayPorts, isKnown } from '../../network/gateway-pods.js';
import { OF_HTTP, OF_TLS } from '../../network/mesh-protocols.js';
import { httpOf, SPOKEN } from '../../network/port-protocols.js';
import { type Report, report } from '../rule.js';

/** Requests from outside that are sent on in another protocol than the port speaks. */
export function* sentProtocols(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  for (const ingress of set.kind('Ingress').filter(isAlb)) yield* ofBalancer(ingress, set, graph);
  for (const root of set.fields('VirtualService'))
    for (const route of root.items('spec.http').flatMap((http) => http.items('route'))) yield* toStore(route);
}

/** What a load balancer speaks to the pods, and what the port of their Service is called. */
function* ofBalancer(ingress: Manifest, set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const protocol = albAnnotation(ingress, 'backend-protocol');
  for (const edge of protocol.exists ? graph.from(ingress) : []) {
    const service = targetManifest(edge);
    if (!service)
      yield* toGateway(protocol, set, edge.to, fieldOf(ingress, edge.path.slice(0, -1)).at('port.number').number);
    // The annotation of the Service counts before that of the Ingress.
    if (service?.ref.kind !== 'Service' || albAnnotation(service, 'backend-protocol').exists) continue;
    const port = backendPort(fieldOf(service), fieldOf(ingress, edge.path.slice(0, -1)).at('port'));
    const said = httpOf(port);
    if (!port || said === undefined || said.protocol === protocol.text?.toLowerCase()) continue;
    yield report(
      protocol,
      `"backend-protocol" is "${protocol.text}": port ${port.at('port').number} of Service "${service.ref.name}" is called "${said.name}"`,
      { severity: 'warning', fix: `Write ${said.protocol.toUpperCase()}, or correct the name of the port.` },
    );
    return;
  }
}

/** The gateway that a chart of Istio makes, whose servers say what a port speaks. */
function* toGateway(
  protocol: Field,
  set: ManifestSet,
  { name, namespace }: Identity,
  number: number | undefined,
): Iterable<Report> {
  const made = gatewayPods(set)?.find(({ by }) => by.release === name && by.namespace === namespace);
  const port = made && gatewayPorts(made)?.find((one) => one.port === number);
  if (!made || !isKnown(made) || !port) return;
  const spoken = set
    .fields('Gateway.networking.istio.io')
    .filter((root) => {
      const selector = mapSelector(root.at('spec.selector').value);
      return selector !== undefined && selects(selector, made.labels);
    })
    .flatMap((root) => root.items('spec.servers'))
    .filter((server) => [port.port, port.target].includes(server.at('port.number').number ?? 0))
    .map((server) => server.at('port.protocol').text?.toUpperCase() ?? '');
  const [first] = spoken;
  const wrong = protocol.text?.toUpperCase() === 'HTTPS' ? OF_HTTP : OF_TLS;
  if (first === undefined || !spoken.every((one) => wrong.has(one))) return;
  yield report(protocol, `"backend-protocol" is "${protocol.text}": the gateway speaks ${first} on port ${number}`, {
    why: 'The handshake fails: the load balancer takes every pod for dead, and requests answer 502.',
    fix: wrong === OF_TLS ? 'Write HTTPS.' : 'Write HTTP, or send to a port of a server with TLS.',
  });
}

/** A route for HTTP to the port of a store. */
function* toStore(route: Field): Iterable<Report> {
  const port = route.at('destination.port.number');
  const spoken = port.number === undefined ? undefined : SPOKEN.get(port.number);
  if (!spoken || spoken.test('http')) return;
  yield report(port, `requests for HTTP are sent to port ${port.number}, where another protocol is spoken`, {
    why: 'The store closes the connection at its first word: every request answers 502 or 503.',
    fix: 'Write the port on which it speaks HTTP, or a route below tcp.',
  });
}
