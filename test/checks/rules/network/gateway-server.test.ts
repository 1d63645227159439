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
