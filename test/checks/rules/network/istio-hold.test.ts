import { istioHold } from '../../../../src/checks/rules/network/istio-hold.js';
import { findings } from '../../findings.js';
import { application } from '../gitops/applications.js';

const namespace = (label: string) =>
  `---\n{apiVersion: v1, kind: Namespace, metadata: {name: api, labels: {${label}}}}\n`;
const worker = (name: string, annotations = '{}', more = '', kind = 'Deployment') => `---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: api}
spec:
  template:
    metadata: {labels: {app: ${name}}, annotations: ${annotations}}
    spec: {containers: [{name: app, image: "x:1", env: [{name: Q, value: "amqp://q.data.svc.cluster.local"}]${more}}]}
`;
const injected = namespace('istio-injection: enabled');

test('workers of a namespace with sidecars', () => {
  expect(findings(istioHold, injected + worker('a') + worker('b'))).toEqual([
    'warning spec.template.metadata: "a" and "b" may start before their sidecars, through which they call',
  ]);
  expect(findings(istioHold, namespace('istio.io/rev: stable') + worker('a'))).toHaveLength(1);
});

test.each([
  ['it waits', injected + worker('a', `{proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}'}`)],
  ['no sidecar', injected + worker('a', '{sidecar.istio.io/inject: "false"}')],
  ['no injection', namespace('x: y') + worker('a')],
  ['a namespace that is not shown', worker('a')],
  ['it serves', injected + worker('a', '{}', ', ports: [{containerPort: 80}]')],
  ['a task', injected + worker('a', '{}', '', 'Job')],
  [
    'the whole mesh waits',
    injected +
      worker('a') +
      application(
        'm',
        'source: {chart: istiod, helm: {valuesObject: {meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: true}}}}}',
      ),
  ],
])('silent: %s', (_, text) => {
  expect(findings(istioHold, text)).toEqual([]);
});

const HELD = `{proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}'}`;

test('one setting mends those of all namespaces', () => {
  const other = (text: string) =>
    text.replaceAll('namespace: api', 'namespace: web').replace('name: api,', 'name: web,');
  const both = injected + worker('a') + other(injected + worker('b'));
  expect(findings(istioHold, both)).toHaveLength(1);
});

test('a workload that serves, whose canary waits', () => {
  const serves = ', ports: [{containerPort: 80}]';
  expect(findings(istioHold, injected + worker('a', '{}', serves) + worker('a-canary', HELD, serves))).toEqual([
    'warning spec.template.metadata: "a" may start before its sidecar, for which "a-canary" waits',
  ]);
  expect(findings(istioHold, injected + worker('a', HELD, serves) + worker('a-canary', HELD, serves))).toEqual([]);
});

test('settings of a sidecar that cannot be read, or have a slip', () => {
  const of = (text: string) =>
    findings(istioHold, injected + worker('a', `{proxy.istio.io/config: '${text}'}`, ', ports: [{containerPort: 80}]'));
  expect(of('{holdApplication')).toEqual([expect.stringMatching(/^error .*cannot be read/)]);
  expect(of('{"holdApplicationUntilProxyStart": true}')).toEqual([
    expect.stringContaining('no setting "holdApplicationUntilProxyStart"'),
  ]);
  expect(of('{"concurrency": 2}')).toEqual([]);
});

test('a setting that stands on the workload, and not on its pods', () => {
  const held = (name: string, on: string) =>
    injected +
    worker(name).replace(`name: ${name}, namespace: api}`, `name: ${name}, namespace: api, annotations: {${on}}}`);
  const key = 'proxy.istio.io/config';
  expect(findings(istioHold, held('a', `${key}: '{"holdApplicationUntilProxyStarts": true}'`))).toContain(
    `warning metadata.annotations["${key}"]: "${key}" stands on the Deployment, and not on its pods`,
  );
  expect(findings(istioHold, held('a', 'team: shop')).join()).not.toContain('stands on');
});
