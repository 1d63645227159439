import { mtlsScrape } from '../../../../src/checks/rules/network/mtls-scrape.js';
import { findings } from '../../findings.js';

const world = (port = 8000, own = 'istio-injection: enabled') => `
{apiVersion: v1, kind: Namespace, metadata: {name: api, labels: {${own}}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: mon}}
---
{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: main, namespace: mon}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api, labels: {app: a}}, spec: {containers: [{name: c, ports: [{name: http, containerPort: ${port}}]}]}}
---
{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: a, namespace: api}, spec: {selector: {matchLabels: {app: a}}, podMetricsEndpoints: [{port: http}]}}
---
`;
const policy = (namespace: string, spec: string) =>
  `{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: p, namespace: ${namespace}}, spec: {${spec}}}\n---\n`;
const own = 'selector: {matchLabels: {app: a}}';

test.each([
  ['of the namespace', policy('api', 'mtls: {mode: STRICT}')],
  ['of the mesh', policy('istio-system', 'mtls: {mode: STRICT}')],
  ['of the pods', policy('api', 'mtls: {mode: PERMISSIVE}') + policy('api', `${own}, mtls: {mode: STRICT}`)],
])('a policy %s', (_, policies) => {
  expect(findings(mtlsScrape, world() + policies)).toEqual([
    'warning spec.mtls.mode: PodMonitor api/a scrapes "a" on port 8000 without a certificate, and it takes mutual TLS only',
  ]);
});

const beside = (text: string) => text.replace('{name: mon}', '{name: mon, labels: {istio-injection: enabled}}');

test('a sidecar beside Prometheus passes on what goes to a pod', () => {
  expect(findings(mtlsScrape, beside(world()) + policy('api', 'mtls: {mode: STRICT}'))).toHaveLength(1);
});

const headless =
  '{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {clusterIP: None, selector: {app: a}}}\n---\n';

test('the pods of a headless Service: a sidecar knows them, and without one it is as it was', () => {
  const text = headless + world() + policy('api', 'mtls: {mode: STRICT}');
  expect(findings(mtlsScrape, beside(text))).toEqual([]);
  expect(findings(mtlsScrape, text)).toHaveLength(1);
});

const askedElsewhere = (replacement: string) =>
  world().replace(
    '{port: http}',
    `{port: http, relabelings: [{targetLabel: __address__, replacement: '${replacement}'}]}`,
  ) + policy('api', 'mtls: {mode: STRICT}');

test.each([
  ['no policy', world()],
  ['the sidecar answers', world(15020) + policy('api', 'mtls: {mode: STRICT}')],
  ['the address is that of the sidecar', askedElsewhere('$1:15020')],
  ['the port comes from an annotation', askedElsewhere('$1:$2')],
  ['no sidecar', world(8000, 'x: y') + policy('api', 'mtls: {mode: STRICT}')],
  [
    'the port is let off',
    world() + policy('api', `${own}, mtls: {mode: STRICT}, portLevelMtls: {"8000": {mode: PERMISSIVE}}`),
  ],
  [
    'the pods are let off',
    world() + policy('api', 'mtls: {mode: STRICT}') + policy('api', `${own}, mtls: {mode: PERMISSIVE}`),
  ],
  [
    'it has a certificate',
    world().replace('{port: http}', '{port: http, tlsConfig: {}}') + policy('api', 'mtls: {mode: STRICT}'),
  ],
])('silent: %s', (_, text) => {
  expect(findings(mtlsScrape, text)).toEqual([]);
});
