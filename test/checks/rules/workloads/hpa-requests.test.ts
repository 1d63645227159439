import { hpaRequests } from '../../../../src/checks/rules/workloads/hpa-requests.js';
import { findings } from '../../findings.js';

const shop = (containers: string) => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: api}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${containers}}}}
`;
const app = (resources: string, name = 'app') => `{name: ${name}, image: "x:1", resources: ${resources}}`;
const one = (resources: string) => shop(`containers: [${app(resources)}]`);
const target = '{apiVersion: apps/v1, kind: Deployment, name: shop}';
const hpa = (metrics: string, version = 'v2') =>
  `---\n{apiVersion: autoscaling/${version}, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: api}, spec: {scaleTargetRef: ${target}, maxReplicas: 3${metrics}}}\n`;
const cpu = (aim: string) => `, metrics: [{type: Resource, resource: {name: cpu, target: ${aim}}}]`;
const ratio = hpa(cpu('{type: Utilization, averageUtilization: 70}'));
const check = (text: string) => findings(hpaRequests, text);
const field = 'error spec.template.spec.containers';

test('every container that runs beside counts', () => {
  const text = shop(`containers: [${app('{requests: {cpu: 1}}')}, ${app('{}', 'log')}]`);
  expect(check(text + ratio)).toEqual([
    `${field}[1]: container "log" requests no cpu, which HorizontalPodAutoscaler "h" measures in %`,
  ]);
});

test.each([
  ['no metrics: the API server takes 80 % of the CPU', hpa('')],
  ['version 1', hpa(', targetCPUUtilizationPercentage: 70', 'v1')],
  [
    'KEDA',
    '---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: h, namespace: api}, spec: {scaleTargetRef: {name: shop}, triggers: [{type: cpu, metricType: Utilization, metadata: {value: "70"}}]}}\n',
  ],
])('%s', (_, scaler) => {
  expect(check(one('{}') + scaler)).toEqual([expect.stringContaining('container "app" requests no cpu')]);
});

test('a utilization that the limit does not let happen', () => {
  const resources = '{requests: {cpu: 100m}, limits: {cpu: 500m}}';
  const asks = (percent: number) => hpa(cpu(`{type: Utilization, averageUtilization: ${percent}}`));
  expect(check(one(resources) + asks(500))).toEqual([
    'error spec.metrics[0].resource.target.averageUtilization: 500 % of the requested CPU is never exceeded: the limits allow 500 %',
  ]);
  expect(check(one(resources) + asks(499))).toEqual([]);
  expect(check(one('{requests: {cpu: 100m}}') + asks(500))).toEqual([]);
});

test.each([
  ['a request', one('{requests: {cpu: 1}}') + ratio],
  ['a limit, which is the request too', one('{limits: {cpu: 1}}') + ratio],
  ['an average', one('{}') + hpa(cpu('{type: AverageValue, averageValue: 1}'))],
  [
    'one container alone',
    one('{}') +
      hpa(
        ', metrics: [{type: ContainerResource, containerResource: {name: cpu, container: app, target: {type: Utilization, averageUtilization: 70}}}]',
      ),
  ],
  [
    'an init container',
    shop(`initContainers: [${app('{}', 'i')}], containers: [${app('{requests: {cpu: 1}}')}]`) + ratio,
  ],
  [
    'a LimitRange',
    `${one('{}')}---\n{apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: api}, spec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}}\n${ratio}`,
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('a container that is measured alone, and that is not there', () => {
  const alone = (container: string) =>
    hpa(
      `, metrics: [{type: ContainerResource, containerResource: {name: cpu, container: ${container}, target: {type: Utilization, averageUtilization: 70}}}]`,
    );
  const text = one('{requests: {cpu: 1}}');
  expect(check(text + alone('api'))).toEqual([
    'error spec.metrics[0].containerResource.container: the target has no container "api", only "app"',
  ]);
  for (const name of ['app', 'istio-proxy']) expect(check(text + alone(name))).toEqual([]);
});

test('a resource that nobody measures', () => {
  const mem = '[{type: Resource, resource: {name: mem, target: {type: Utilization, averageUtilization: 70}}}]';
  expect(check(one('{}') + hpa(`, metrics: ${mem}`))).toEqual([
    'error spec.metrics[0].resource.name: "mem" of a pod is not measured: "cpu" and "memory" are',
  ]);
});
