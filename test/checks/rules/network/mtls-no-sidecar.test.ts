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
  expect(findings(mtlsNoSidecar, world('x: y'))).toEqual([message]);
  expect(
    findings(mtlsNoSidecar, world('istio-injection: enabled', undefined, '{app: a, sidecar.istio.io/inject: "false"}')),
  ).toEqual([message]);
});

test('a namespace that refuses: no label of a pod changes that', () => {
  const asking = '{app: a, sidecar.istio.io/inject: "true"}';
  expect(findings(mtlsNoSidecar, world('istio-injection: disabled', undefined, asking))).toHaveLength(1);
  expect(findings(mtlsNoSidecar, world('istio-injection: "true"', undefined, asking))).toHaveLength(1);
});

test.each([
  ['they have one', world('istio-injection: enabled')],
  ['a label of theirs asks for one', world('x: y', undefined, '{app: a, sidecar.istio.io/inject: "true"}')],
  ['their revision gives them one', world('x: y', undefined, '{app: a, istio.io/rev: stable}')],
  ['their node speaks it for them', world('istio.io/dataplane-mode: ambient')],
  ['no TLS', world('x: y', 'DISABLE')],
  ['TLS of the pods themselves', world('x: y', 'SIMPLE')],
  ['other pods', world('x: y', undefined, '{app: b}')],
])('silent: %s', (_, text) => {
  expect(findings(mtlsNoSidecar, text)).toEqual([]);
});

const rule = (host: string) =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a, namespace: mesh}, spec: {host: ${host}, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}}}\n---\n`;
const namespace = (labels: string) =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: data, labels: {${labels}}}}\n---\n`;

test.each(['store.data.svc.cluster.local', '"*.data.svc.cluster.local"'])(
  'pods that nobody shows, in a namespace that refuses sidecars: %s',
  (host) => {
    expect(findings(mtlsNoSidecar, namespace('istio-injection: disabled') + rule(host))).toEqual([
      `error spec.trafficPolicy.portLevelSettings[0].tls.mode: ISTIO_MUTUAL for ${JSON.stringify(host.replaceAll('"', ''))}, whose namespace "data" has istio-injection: disabled`,
    ]);
    for (const labels of ['x: y', 'istio-injection: disabled, istio.io/dataplane-mode: ambient'])
      expect(findings(mtlsNoSidecar, namespace(labels) + rule(host))).toEqual([]);
  },
);

const strict = (selector = '') =>
  `{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: p, namespace: data}, spec: {${selector}mtls: {mode: STRICT}}}\n---\n`;

test('a policy that no sidecar enforces', () => {
  const one = 'selector: {matchLabels: {app: a}}, ';
  const pod = (inject: string) =>
    world('istio-injection: enabled', 'DISABLE', `{app: a, sidecar.istio.io/inject: "${inject}"}`);
  expect(findings(mtlsNoSidecar, namespace('istio-injection: disabled') + strict())).toEqual([
    'warning spec.mtls.mode: STRICT for namespace "data", which has istio-injection: disabled',
  ]);
  expect(findings(mtlsNoSidecar, `${pod('false')}---\n${strict(one)}`)).toEqual([
    'warning spec.mtls.mode: STRICT for pods that refuse a sidecar',
  ]);
  expect(findings(mtlsNoSidecar, `${pod('true')}---\n${strict(one)}`)).toEqual([]);
  expect(findings(mtlsNoSidecar, namespace('istio-injection: enabled') + strict())).toEqual([]);
});
