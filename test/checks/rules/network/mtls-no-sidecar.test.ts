import { mtlsNoSidecar } from '../../../../src/checks/rules/network/mtls-no-sidecar.js';
import { findings } from '../../findings.js';

const world = (labels: string, mode = 'ISTIO_MUTUAL', pod = '{app: a}') => `
{apiVersion: v1, kind: Namespace, metadata: {name: data, labels: {${labels}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: data}, spec: {selector: {app: a}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: data, labels: ${pod}}, spec: {containers: [{name: c}]}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a, namespace: data}, spec: {host: a, trafficPolicy: {tls: {mode: ${mode}}}}}
`;

test('pods without a sidecar', () => {
  const message = 'error spec.trafficPolicy.tls.mode: ISTIO_MUTUAL for "a", whose pods have no sidecar';
  expect(findings(mtlsNoSidecar, world('istio-injection: disabled'))).toEqual([message]);
  expect(
    findings(mtlsNoSidecar, world('istio-injection: enabled', undefined, '{app: a, sidecar.istio.io/inject: "false"}')),
  ).toEqual([message]);
});

test.each([
  ['they have one', world('istio-injection: enabled')],
  ['no TLS', world('x: y', 'DISABLE')],
  ['TLS of the pods themselves', world('x: y', 'SIMPLE')],
  ['other pods', world('x: y', undefined, '{app: b}')],
])('silent: %s', (_, text) => {
  expect(findings(mtlsNoSidecar, text)).toEqual([]);
});
