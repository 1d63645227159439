import { callsOf } from '../../../src/manifest/hosts/calls.js';
import { selectionsOf } from '../../../src/manifest/references/selections.js';
import { setOf } from '../set-of.js';

test('hosts in the environment, in arguments, and in what the pod reads', () => {
  const set = setOf(`
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: api}
spec:
  containers:
    - name: app
      args: [--db, "postgresql://db.data:5432/x", "busybox:1"]
      env: [{name: A, value: basket:8000}, {name: B, value: none:8000}]
      envFrom: [{configMapRef: {name: c}}, {secretRef: {name: s}}]
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {URL: "http://redis.data.svc:6379"}}
---
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: s, namespace: api}, spec: {target: {template: {data: {AMQP: "amqp://u:{{ .p }}@mq.data.svc:5672"}}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: basket, namespace: api}}
---
{apiVersion: v1, kind: Service, metadata: {name: redis, namespace: data}}
`);
  expect(
    callsOf(set).map(
      ({ at, service, host, target }) =>
        `${at.manifest.ref.kind} ${service.namespace}/${service.name}:${host.port} ${target.is}`,
    ),
  ).toEqual([
    'Pod api/basket:8000 manifest',
    'Pod data/db:5432 missing',
    'ConfigMap data/redis:6379 manifest',
    'ExternalSecret data/mq:5672 missing',
  ]);
});

test('who selects what by labels', () => {
  const set = setOf(`
{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api, labels: {app: shop}}, spec: {selector: {app: shop}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: shop, namespace: api, labels: {app: shop}}, spec: {containers: []}}
---
{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: m, namespace: monitoring}, spec: {selector: {matchLabels: {app: shop}}, namespaceSelector: {matchNames: [api]}}}
---
{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: own, namespace: monitoring}, spec: {selector: {matchLabels: {app: shop}}}}
---
{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: any, namespace: monitoring}, spec: {selector: {}, namespaceSelector: {any: true}}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: net, namespace: api}, spec: {podSelector: {}}}
`);
  expect(
    selectionsOf(set).map(({ from, pods, manifests }) => [
      from.ref.name,
      ...pods.map(({ manifest }) => manifest.ref.name),
      ...manifests.map(({ ref }) => ref.name),
    ]),
  ).toEqual([['shop', 'shop'], ['m', 'shop'], ['own'], ['any', 'shop'], ['net', 'shop']]);
});
