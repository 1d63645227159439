import type { Field } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { MESH_PROTOCOLS, OF_HTTP, OF_TLS } from '../../../network/mesh-protocols.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { unheard, unreachable } from '../../network/gateway-ports.js';
import { type Report, report, rule } from '../../rule.js';

const example = (mark: string, tls: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: web
  namespace: istio-system
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: # ${mark}
        number: 443
        name: https
        protocol: HTTPS
      hosts: [cart.shop.io]${tls}
`;

export const gatewayServer = rule({
  id: 'gateway-server',
  severity: 'error',
  what: 'A server of a Gateway that Istio refuses, or to whose port nothing leads, or none where an Ingress sends',
  why: 'The webhook of Istio refuses the object; where there is none, the server is left out and its port answers nobody.',
  fix: 'Give HTTPS and TLS their tls, and no other protocol.',
  exceptions: [
    'Plain HTTP whose tls says httpsRedirect alone.',
    'Ports are known of gateways that the chart of Istio makes.',
  ],
  source: 'istio/api, networking/v1 Gateway; istio/istio, pkg/config/validation: validateServer, validateTLSOptions',
  wrong: example('<--', ''),
  right: example('of the load balancer', '\n      tls: { mode: PASSTHROUGH }'),
  *check({ set, graph }) {
    for (const root of set.fields('Gateway.networking.istio.io'))
      for (const server of root.items('spec.servers')) {
        yield* refused(server);
        yield* unreachable(set, root, server);
      }
    yield* unheard(set, graph);
  },
});

function* refused(server: Field): Iterable<Report> {
  const [port, tls] = [server.at('port'), server.at('tls')];
  const protocol = port.at('protocol');
  const { text } = protocol;
  if (text === undefined || isTemplated(text)) return;
  // Istio compares without case.
  const name = text.toUpperCase();
  if (!MESH_PROTOCOLS.includes(name)) {
    const near = didYouMean(name, MESH_PROTOCOLS);
    yield report(protocol, `"${text}" is no protocol of Istio`, {
      fix: near ? `Did you mean "${near}"?` : `One of ${MESH_PROTOCOLS.join(', ')}.`,
    });
  } else if (OF_TLS.has(name)) {
    if (!tls.exists)
      yield report(port, `the server speaks ${name} and has no tls`, {
        fix: 'Add tls: { mode: SIMPLE, credentialName: NAME }.',
      });
    else yield* certificate(tls);
  } else if (tls.exists && !(OF_HTTP.has(name) && redirects(tls)))
    yield report(tls, `the server speaks ${name}, which has no tls`, {
      fix: 'Write protocol: HTTPS, or leave tls out.',
    });
}

/** What only sends elsewhere needs no certificate. */
function redirects(tls: Field): boolean {
  return ['caCertificates', 'privateKey', 'serverCertificate', 'credentialName'].every((key) => !tls.at(key).exists);
}

/** Source: istio/istio, validateTLSOptions: what SIMPLE and MUTUAL show to clients. */
function* certificate(tls: Field): Iterable<Report> {
  const mode = tls.at('mode').text ?? (tls.at('mode').exists ? '' : 'PASSTHROUGH');
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  const sources = ['credentialName', 'credentialNames', 'serverCertificate', 'tlsCertificates'];
  if (sources.some((key) => tls.at(key).exists)) return;
  yield report(tls, `the server has mode ${mode} and no certificate`, {
    fix: 'Add credentialName: the Secret with it.',
  });
}
