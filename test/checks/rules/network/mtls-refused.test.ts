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
