import { protoMismatch } from '../../../src/checks/rules/network/proto-mismatch.js';
import { findings } from '../findings.js';

const rule = (policy: string) => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: traces, namespace: tracing}
spec:
  host: traces.tracing.svc.cluster.local
  trafficPolicy: ${policy}
`;
const caller = (url: string) => `---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: api}
spec: {containers: [{name: app, image: "ghcr.io/team/shop:1.0.0", env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "${url}"}]}]}
`;
const upgrade = 'connectionPool: {http: {h2UpgradePolicy: UPGRADE}}';
const at = (port: number) => caller(`http://traces.tracing.svc.cluster.local:${port}`);

test.each([
  [4318, 'error'],
  [9411, 'warning'],
])('requests of HTTP/1.1 on port %s to pods without a sidecar are made HTTP/2: %s', (port, severity) => {
  expect(findings(protoMismatch, rule(`{${upgrade}, tls: {mode: DISABLE}}`) + at(port))).toEqual([
    `${severity} spec.trafficPolicy.connectionPool.http.h2UpgradePolicy: "traces" gets HTTP/2, and Pod "shop" calls it by http:// on port ${port}`,
  ]);
});

test.each([
  ['gRPC', rule(`{${upgrade}, tls: {mode: DISABLE}}`) + at(4317)],
  ['a sidecar turns it back', rule(`{${upgrade}, tls: {mode: ISTIO_MUTUAL}}`) + at(4318)],
  ['it may have a sidecar', rule(`{${upgrade}}`) + at(4318)],
  ['another port', rule(`{tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 4317}, ${upgrade}}]}`) + at(4318)],
])('silent: %s', (_, text) => {
  expect(findings(protoMismatch, text)).toEqual([]);
});
