import { gatewayServer } from '../../../../src/checks/rules/network/gateway-server.js';
import { findings } from '../../findings.js';

const server = (protocol: string, tls = '') =>
  findings(
    gatewayServer,
    `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: web, namespace: mesh}, spec: {servers: [{port: {number: 443, name: a, protocol: "${protocol}"}, hosts: ["*"]${tls && `, tls: {${tls}}`}}]}}`,
  );

test.each([
  ['HTTPS', '', 'port: the server speaks HTTPS and has no tls'],
  ['tls', '', 'port: the server speaks TLS and has no tls'],
  ['HTTPS', 'mode: SIMPLE', 'tls: the server has mode SIMPLE and no certificate'],
  ['HTTPS', 'mode: MUTUAL, caCertificates: /ca.pem', 'tls: the server has mode MUTUAL and no certificate'],
  ['HTTP', 'mode: SIMPLE, credentialName: a', 'tls: the server speaks HTTP, which has no tls'],
  ['TCP', 'mode: PASSTHROUGH', 'tls: the server speaks TCP, which has no tls'],
  ['WEB', '', 'port.protocol: "WEB" is no protocol of Istio'],
  ['HTTPSS', 'mode: PASSTHROUGH', 'port.protocol: "HTTPSS" is no protocol of Istio'],
])('%s %s', (protocol, tls, message) => {
  expect(server(protocol, tls)).toEqual([`error spec.servers[0].${message}`]);
});

test.each([
  ['HTTP', ''],
  ['http2', ''],
  ['HTTP', 'httpsRedirect: true'],
  ['HTTPS', 'mode: SIMPLE, credentialName: a'],
  ['HTTPS', 'mode: MUTUAL, serverCertificate: /a.pem, privateKey: /b.pem'],
  ['TLS', 'mode: PASSTHROUGH'],
  ['HTTPS', 'mode: ISTIO_MUTUAL'],
  ['{{ protocol }}', ''],
])('silent: %s %s', (protocol, tls) => {
  expect(server(protocol, tls)).toEqual([]);
});

describe('the ports of the Service that the chart of Istio makes', () => {
  const chart = (values: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: istio-entry, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: gateway, helm: {valuesObject: {${values}}}}, destination: {namespace: mesh}}}\n`;
  const gateway = (port: number, selector = 'istio: entry') =>
    `---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: web, namespace: mesh}, spec: {selector: {${selector}}, servers: [{port: {number: ${port}, name: a, protocol: HTTP}, hosts: ["*"]}]}}\n`;

  test('lead to the servers of a Gateway', () => {
    expect(findings(gatewayServer, chart('') + gateway(80))).toEqual([]);
    expect(findings(gatewayServer, chart('') + gateway(8080))).toEqual([
      'error spec.servers[0].port.number: the Service of the gateway has no port 8080: it has 15021, 80, 443',
    ]);
    const own = chart('service: {ports: [{name: web, port: 80, targetPort: 8080}]}');
    expect(findings(gatewayServer, own + gateway(8080))).toEqual([]);
    expect(findings(gatewayServer, own + gateway(443))).toHaveLength(1);
  });

  test('to which an Ingress sends have a server', () => {
    const ingress = (name: string, port = 80) =>
      `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: mesh}, spec: {defaultBackend: {service: {name: ${name}, port: {number: ${port}}}}}}\n`;
    expect(findings(gatewayServer, chart('') + gateway(443) + ingress('istio-entry'))).toEqual([
      'warning spec.servers[0].port: no server listens on port 80, to which Ingress mesh/i sends',
    ]);
    expect(findings(gatewayServer, chart('') + gateway(80) + ingress('istio-entry'))).toEqual([]);
    expect(findings(gatewayServer, chart('') + gateway(443) + ingress('other'))).toEqual([]);
    expect(findings(gatewayServer, chart('') + gateway(443) + ingress('istio-entry', 15021))).toEqual([]);
    // The server to which nothing leads is the one that is missing.
    expect(findings(gatewayServer, chart('') + gateway(8080) + ingress('istio-entry'))).toHaveLength(1);
  });

  test('are not known of another gateway, or where values do not say them', () => {
    expect(findings(gatewayServer, chart('') + gateway(8080, 'istio: other'))).toEqual([]);
    expect(findings(gatewayServer, chart('service: {ports: [{port: "{{ port }}"}]}') + gateway(8080))).toEqual([]);
  });
});
