import { get } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { type HostUse, hostUses } from '../../../manifest/hosts/host-uses.js';
import { calledPort } from '../../../manifest/hosts/hosts.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { albAnnotation, isAlb } from '../../../network/alb.js';
import { backendPort } from '../../../network/backend-port.js';
import { http2Upgrades } from '../../network/http2-upgrade.js';
import { elasticSpeaksTls } from '../../references/made-ports.js';
import { type Report, report, rule } from '../../rule.js';

const kibana = (url: string) => `
apiVersion: kibana.k8s.elastic.co/v1
kind: Kibana
metadata:
  name: logs
  namespace: logging
spec:
  version: 8.11.0
  count: 1
  http:
    tls:
      selfSignedCertificate:
        disabled: true
---
apiVersion: v1
kind: Pod
metadata:
  name: reports
  namespace: logging
spec:
  containers:
    - name: app
      image: ghcr.io/team/reports:1.0.0
      env:
        - name: KIBANA_URL
          value: ${url}
`;

export const protoMismatch = rule({
  id: 'proto-mismatch',
  severity: 'error',
  what: 'A URL, or the mesh, speaks another protocol than the server: TLS where there is none, HTTP/2 to one of HTTP/1.1',
  why: 'The handshake fails with the first byte: every call ends in "wrong version number" or "connection reset".',
  fix: 'Write the scheme that the server speaks, or turn TLS on at both ends.',
  exceptions: [
    'Servers of which the set does not say what they speak.',
    'A Service whose port is only called http or https is a warning: the name may be wrong.',
    'HTTP/2 to pods with a sidecar, which turns it back; to others it is a warning, but for OTLP over HTTP.',
  ],
  source: 'Elastic Cloud on Kubernetes, security/tls; Kubernetes, services-networking/service#application-protocol',
  wrong: kibana('https://logs-kb-http.logging.svc:5601 # <--'),
  right: kibana('http://logs-kb-http.logging.svc:5601'),
  *check({ set, graph }) {
    const said = new Set<string>();
    for (const use of hostUses(set)) {
      yield* ofStore(use);
      yield* secured(use);
    }
    for (const use of hostUses(set)) {
      const { scheme } = use.host;
      if (scheme !== 'http' && scheme !== 'https') continue;
      const key = JSON.stringify([use.at.manifest.ref, use.service, scheme]);
      const found = [...operated(use, scheme === 'https'), ...named(use, scheme === 'https')][0];
      if (!found || said.has(key)) continue;
      said.add(key);
      yield found;
    }
    for (const ingress of set.kind('Ingress').filter(isAlb)) yield* ofBalancer(ingress, graph);
    yield* http2Upgrades(set);
  },
});

/** What a load balancer speaks to the pods, and what the port of their Service is called. */
function* ofBalancer(ingress: Manifest, graph: ReferenceGraph): Iterable<Report> {
  const protocol = albAnnotation(ingress, 'backend-protocol');
  for (const edge of protocol.exists ? graph.from(ingress) : []) {
    const service = targetManifest(edge);
    // The annotation of the Service counts before that of the Ingress.
    if (service?.ref.kind !== 'Service' || albAnnotation(service, 'backend-protocol').exists) continue;
    const port = backendPort(fieldOf(service), fieldOf(ingress, edge.path.slice(0, -1)).at('port'));
    const said = protocolOf(port);
    if (!port || said === undefined || said.protocol === protocol.text?.toLowerCase()) continue;
    yield report(
      protocol,
      `"backend-protocol" is "${protocol.text}": port ${port.at('port').number} of Service "${service.ref.name}" is called "${said.name}"`,
      { severity: 'warning', fix: `Write ${said.protocol.toUpperCase()}, or correct the name of the port.` },
    );
    return;
  }
}

// Ports on which one protocol alone is spoken, whoever listens. Sources: the manuals of the stores.
const SPOKEN: ReadonlyMap<number, RegExp> = new Map([
  [5432, /^(?:postgres|postgresql|jdbc)/],
  [6379, /^rediss?/],
  [5672, /^amqp/],
  [3306, /^(?:mysql|mariadb|jdbc)/],
  [27017, /^mongodb/],
  // The management of RabbitMQ, and its metrics.
  [15672, /^https?/],
  [15692, /^https?/],
]);

/** The port of a store, and the URL of something else. Drivers add to the scheme: `postgresql+asyncpg`. */
function* ofStore({ at, host }: HostUse): Iterable<Report> {
  const spoken = host.port === undefined ? undefined : SPOKEN.get(host.port);
  if (!spoken || !host.scheme || spoken.test(host.scheme)) return;
  if (![...SPOKEN.values()].some((one) => one.test(host.scheme ?? ''))) return;
  yield report(at, `"${host.scheme}" to "${host.host}" on port ${host.port}, where another protocol is spoken`, {
    why: 'The client refuses the address, or the store closes the connection at its first word.',
    fix: 'Write the scheme of the store, or its other port.',
  });
}

/**
 * TLS to what an operator makes without. Source: spotahome/redis-operator, which has none; rabbitmq/cluster-operator,
 * spec.tls.
 */
function* secured({ at, host, target }: HostUse): Iterable<Report> {
  if (target.is !== 'made') return;
  const { ref, object } = target.by;
  const isPlain =
    (host.scheme === 'rediss' && ref.kind === 'RedisFailover') ||
    (host.scheme === 'amqps' &&
      ref.kind === 'RabbitmqCluster' &&
      get(object, 'spec.tls') === undefined &&
      !/ssl/.test(JSON.stringify(get(object, 'spec.rabbitmq') ?? '')));
  if (isPlain)
    yield report(at, `"${host.scheme}" to "${host.host}": ${describeRef(ref)} speaks no TLS`, {
      fix: `Write ${host.scheme?.slice(0, -1)}://${ref.kind === 'RabbitmqCluster' ? ', or set spec.tls' : ''}.`,
    });
}

function* operated({ at, host, target }: HostUse, isTls: boolean): Iterable<Report> {
  if (target.is !== 'made' || !/^(?:Elasticsearch|Kibana)$/.test(target.by.ref.kind)) return;
  const speaksTls = elasticSpeaksTls(target.by.object);
  if (speaksTls === isTls) return;
  const state = speaksTls ? 'has TLS on, as it is unless turned off' : 'has TLS turned off';
  yield report(at, `"${host.scheme}" to "${host.host}": ${describeRef(target.by.ref)} ${state}`, {
    fix: `Write ${speaksTls ? 'https' : 'http'}://, or ${speaksTls ? 'disable' : 'drop the line that disables'} spec.http.tls.selfSignedCertificate.`,
  });
}

/** What the port of a Service is called, or is said to speak. */
function* named({ at, host, target, member }: HostUse, isTls: boolean): Iterable<Report> {
  if (target.is !== 'manifest' || member !== undefined) return;
  const called = calledPort(host);
  const said = protocolOf(
    fieldOf(target.manifest)
      .items('spec.ports')
      .find((one) => one.at('port').number === called),
  );
  if (said === undefined || (said.protocol === 'https') === isTls) return;
  yield report(at, `"${host.scheme}" to "${host.host}": port ${called} of the Service is called "${said.name}"`, {
    severity: 'warning',
    fix: `Write ${said.protocol}://, or correct the name of the port.`,
  });
}

/** HTTP, with or without TLS, where a port of a Service says so. */
function protocolOf(port: Field | undefined): { readonly name: string; readonly protocol: string } | undefined {
  const name = port?.at('appProtocol').text ?? port?.at('name').text ?? '';
  const [protocol] = /^https?(?=$|-)/.exec(name.toLowerCase()) ?? [];
  return protocol === undefined ? undefined : { name, protocol };
}
