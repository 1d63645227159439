import { type Field, fieldOf } from '../../manifest/field.js';
import { mapSelector, selects } from '../../manifest/labels.js';
import { describeRef } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { ReferenceGraph } from '../../manifest/references.js';
import { gatewayPods, gatewayPorts, isKnown } from '../../network/gateway-pods.js';
import { type Report, report } from '../rule.js';

/** A port that no Service of the gateways which the selector means leads to. */
export function* unreachable(set: ManifestSet, root: Field, server: Field): Iterable<Report> {
  const selector = mapSelector(root.at('spec.selector').value);
  const made = selector && (gatewayPods(set) ?? []).filter((one) => isKnown(one) && selects(selector, one.labels));
  const port = server.at('port.number');
  if (!made || made.length === 0 || port.number === undefined) return;
  const all = made.map(gatewayPorts);
  if (all.some((ports) => ports?.some((one) => one.port === port.number || one.target === port.number) !== false))
    return;
  const own = [...new Set(all.flatMap((ports) => ports?.map((one) => one.port) ?? []))].join(', ');
  yield report(port, `the Service of the gateway has no port ${port.number}: it has ${own}`, {
    why: 'The proxy listens where nothing is sent: requests are refused, or meet another server.',
    fix: 'Write a port of the Service, or add one to service.ports of its chart.',
  });
}

/** A port of the gateways' Service to which an Ingress sends, and on which none of their servers listens. */
export function* unheard(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  for (const made of gatewayPods(set) ?? []) {
    const servers = set.fields('Gateway.networking.istio.io').flatMap((root) => {
      const selector = mapSelector(root.at('spec.selector').value);
      return selector && isKnown(made) && selects(selector, made.labels) ? root.items('spec.servers') : [];
    });
    const [first] = servers;
    const ports = gatewayPorts(made) ?? [];
    const listening = new Set(servers.map((server) => server.at('port.number').number));
    // One to which nothing leads is told already: it is probably this one.
    if ([...listening].some((number) => !ports.some((one) => one.port === number || one.target === number))) continue;
    for (const ingress of first ? set.inNamespace('Ingress', made.by.namespace) : [])
      for (const { to, path } of graph.from(ingress)) {
        const number = fieldOf(ingress, path.slice(0, -1)).at('port.number').number;
        const port = ports.find((one) => one.port === number);
        if (to.kind !== 'Service' || to.name !== made.by.release || !port || port.port === STATUS) continue;
        if (!first || listening.has(port.port) || listening.has(port.target)) continue;
        yield report(
          first.at('port'),
          `no server listens on port ${number}, to which ${describeRef(ingress.ref)} sends`,
          {
            severity: 'warning',
            why: 'The proxy has no listener there: the load balancer takes its pods for dead, and requests answer 503.',
            fix: `Write number: ${number}, or send to the port of a server.`,
          },
        );
        return;
      }
  }
}

/** On which the proxy itself answers. */
const STATUS = 15021;
