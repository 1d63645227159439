import { mtlsRefused } from '../../../../src/checks/rules/network/mtls-refused.js';
import { findings } from '../../findings.js';

const world = (policy: string, { labels = 'istio-injection: enabled', mode = 'DISABLE', in: of = 'data' } = {}) => `
{apiVersion: v1, kind: Namespace, metadata: {name: data, labels: {${labels}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: data}, spec: {selector: {app: a}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: data, labels: {app: a}}, spec: {containers: [{name: c}]}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a, namespace: data}, spec: {host: a, trafficPolicy: {tls: {mode: ${mode}}}}}
---
{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: p, namespace: ${of}}, spec: {${policy}}}
`;
const STRICT = 'mtls: {mode: STRICT}';

test.each([
  ['of the namespace', 'data', STRICT],
  ['of the mesh', 'istio-system', STRICT],
  ['of the pods', 'data', `selector: {matchLabels: {app: a}}, ${STRICT}`],
])('plain text to pods that a policy %s closes to it', (_, of, policy) => {
  expect(findings(mtlsRefused, world(policy, { in: of }))).toEqual([
    `error spec.trafficPolicy.tls.mode: DISABLE for "a", of whose pods PeerAuthentication ${of}/p asks STRICT`,
  ]);
});

test.each([
  ['the policy takes both', world('mtls: {mode: PERMISSIVE}')],
  ['of other pods', world(`selector: {matchLabels: {app: b}}, ${STRICT}`)],
  ['of another namespace', world(STRICT, { in: 'other' })],
  [
    'a port has its own mode',
    world(`selector: {matchLabels: {app: a}}, ${STRICT}, portLevelMtls: {80: {mode: DISABLE}}`),
  ],
  ['no sidecar to refuse it', world(STRICT, { labels: 'istio-injection: disabled' })],
  ['mutual TLS', world(STRICT, { mode: 'ISTIO_MUTUAL' })],
])('silent: %s', (_, text) => {
  expect(findings(mtlsRefused, text)).toEqual([]);
});

const caller = (inject: string, kind = 'labels') => `
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop, ${kind}: {sidecar.istio.io/inject: "${inject}"}}, spec: {containers: [{name: c, env: [{name: A_URL, value: "http://a.data.svc.cluster.local"}]}]}}
---`;
const ingress = (name: string) =>
  `\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: data}, spec: {ingressClassName: ${name}, defaultBackend: {service: {name: a, port: {number: 80}}}}}\n---`;
const closed = (who: string) => [
  `error spec.mtls.mode: STRICT for "a", which ${who} calls on port 80 without a sidecar`,
];
const auto = { mode: 'ISTIO_MUTUAL' };

test('callers that have no sidecar to speak mutual TLS', () => {
  expect(findings(mtlsRefused, caller('false') + world(STRICT, auto))).toEqual(closed('"b"'));
  // No webhook reads an annotation in a namespace without a label.
  expect(findings(mtlsRefused, caller('true', 'annotations') + world(STRICT, auto))).toEqual(closed('"b"'));
  expect(findings(mtlsRefused, ingress('alb') + world(STRICT, auto))).toEqual(
    closed('the load balancer of Ingress data/i'),
  );
  expect(findings(mtlsRefused, ingress('alb') + caller('false') + world(STRICT, auto))).toEqual([
    expect.stringMatching(/without a sidecar; so do 1 more$/),
  ]);
});

test.each([
  ['a label gives the caller one', caller('true') + world(STRICT, auto)],
  ['another controller may have one', ingress('nginx') + world(STRICT, auto)],
  ['both are taken', caller('false') + world('mtls: {mode: PERMISSIVE}', auto)],
  [
    'the port is let off',
    caller('false') +
      world(`selector: {matchLabels: {app: a}}, ${STRICT}, portLevelMtls: {80: {mode: PERMISSIVE}}`, auto),
  ],
  [
    'the port passes the sidecar by',
    caller('false') +
      world(STRICT, auto).replace(
        'labels: {app: a}',
        'labels: {app: a}, annotations: {traffic.sidecar.istio.io/excludeInboundPorts: "80"}',
      ),
  ],
])('silent: %s', (_, text) => {
  expect(findings(mtlsRefused, text)).toEqual([]);
});
