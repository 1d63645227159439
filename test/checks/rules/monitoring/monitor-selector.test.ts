import { monitorSelector } from '../../../../src/checks/rules/monitoring/monitor-selector.js';
import { deployment, findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

const service = (labels = '{app: shop}', namespace = 'api') =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: ${namespace}, labels: ${labels}}, spec: {selector: {app: shop}, ports: [{name: http, port: 80}]}}\n`;
const monitor = (spec: string, kind = 'ServiceMonitor') =>
  `---\n{apiVersion: monitoring.coreos.com/v1, kind: ${kind}, metadata: {name: shop, namespace: api}, spec: ${spec}}\n`;
const selects = (labels: string, endpoint = 'port: http') =>
  monitor(`{selector: {matchLabels: ${labels}}, endpoints: [{${endpoint}}]}`);

test('a selector that matches the pods, and not the Service', () => {
  expect(findings(monitorSelector, deployment('shop') + service('{tier: web}') + selects('{app: shop}'))).toEqual([
    'error spec.selector: selector "app=shop" matches no Service in "api"',
  ]);
});

describe('a monitor that looks in another namespace', () => {
  const looks = (where: string, kind = 'ServiceMonitor', endpoints = 'endpoints') =>
    monitor(`{${where}selector: {matchLabels: {app: shop}}, ${endpoints}: [{port: http}]}`, kind);
  const says = (there: string, here: string, what = 'Services') =>
    `the ${what} that "app=shop" selects are in "${there}", and it looks in "${here}"`;

  it.each([
    ['one of which nothing is known', 'web', 'warning'],
    ['one that has others', 'data', 'error'],
  ])('%s', (_, name, severity) => {
    const text = deployment('shop') + service() + service('{app: other}', 'data');
    expect(findings(monitorSelector, text + looks(`namespaceSelector: {matchNames: [${name}]}, `))).toEqual([
      `${severity} spec.namespaceSelector: ${says('api', name)}`,
    ]);
  });

  it('its own, where none is written', () => {
    expect(findings(monitorSelector, service('{app: shop}', 'web') + looks(''))).toEqual([
      `warning spec.selector: ${says('web', 'api')}`,
    ]);
  });

  it('a PodMonitor', () => {
    const text =
      deployment('shop') + looks('namespaceSelector: {matchNames: [web]}, ', 'PodMonitor', 'podMetricsEndpoints');
    expect(findings(monitorSelector, text)).toEqual([`warning spec.namespaceSelector: ${says('api', 'web', 'pods')}`]);
  });
});

test('a namespace in which nothing runs any more, as the Applications show', () => {
  const declared = (name: string) => `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;
  const application = `---
{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop, namespace: argocd}, spec: {source: {path: test}, destination: {namespace: api}}}
`;
  const text = declared('old') + deployment('shop') + monitor('{namespaceSelector: {matchNames: [old]}, selector: {}}');
  expect(findings(monitorSelector, text)).toEqual([]);
  expect(findings(monitorSelector, text + application)).toEqual([
    'error spec.selector: selector "" matches no Service in "old"',
  ]);
});

test('a port by number is not a name', () => {
  expect(findings(monitorSelector, deployment('shop') + service() + selects('{app: shop}', 'port: "80"'))).toEqual([
    'error spec.endpoints[0].port: port "80" is none of Service "shop": it has "http"',
  ]);
});

test('a PodMonitor asks for the port of a container', () => {
  const pods = monitor('{selector: {matchLabels: {app: shop}}, podMetricsEndpoints: [{port: metrics}]}', 'PodMonitor');
  expect(findings(monitorSelector, deployment('shop') + pods)).toEqual([
    'error spec.podMetricsEndpoints[0].port: port "metrics" is none of Deployment "shop": its ports have no names',
  ]);
});

test('a path with a slip', () => {
  const of = (path: string) =>
    findings(monitorSelector, deployment('shop') + service() + selects('{app: shop}', `port: http, path: ${path}`));
  expect(of('/metric')).toEqual(['warning spec.endpoints[0].path: path "/metric" is a letter away from /metrics']);
  expect(of('/metrics')).toEqual([]);
  expect(of('/admin/metrics')).toEqual([]);
});

test('a timeout longer than the interval is refused', () => {
  const endpoint = 'port: http, interval: 15s, scrapeTimeout: 20s';
  expect(findings(monitorSelector, deployment('shop') + service() + selects('{app: shop}', endpoint))).toEqual([
    expect.stringContaining('scrapeTimeout 20s is longer than the interval 15s'),
  ]);
});

test.each([
  ['a namespace without Services of the set', deployment('shop') + selects('{app: other}')],
  [
    'another namespace',
    service() +
      monitor('{namespaceSelector: {matchNames: [web]}, selector: {matchLabels: {app: x}}, endpoints: [{port: x}]}'),
  ],
  [
    'one of two Services has the port',
    `${service()}---\n{apiVersion: v1, kind: Service, metadata: {name: b, namespace: api, labels: {app: shop}}, spec: {selector: {app: shop}, ports: [{name: metrics, port: 9090}]}}\n${deployment('shop')}${selects('{app: shop}', 'port: metrics')}`,
  ],
])('silent: %s', (_, text) => {
  expect(findings(monitorSelector, text)).toEqual([]);
});

test('alerts that go blind do not change the place of the finding', () => {
  const text = deployment('shop') + service() + selects('{app: shop}', 'port: x') + alertOn('up{job="shop"} == 0');
  expect(findings(monitorSelector, text)).toHaveLength(1);
});

describe('annotations of a pod', () => {
  const pod = (annotations: string, env = '') =>
    `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api, annotations: {${annotations}}}, spec: {containers: [{name: c, env: [${env}], ports: [{name: http, containerPort: 8000}]}]}}\n`;

  it.each([
    ['prometheus.io/port: "8080"', 'annotation "prometheus.io/port" is "8080": the containers have 8000'],
    ['prometheus.io/port: http', 'annotation "prometheus.io/port" is "http": the containers have 8000'],
    ['prometheus.io/scrape: "yes"', 'annotation "prometheus.io/scrape" is "yes": "true" alone counts'],
    ['prometheus.io/scrap: "true"', 'annotation "prometheus.io/scrap" is read by nobody'],
    ['prometheus.io/path: /metric', 'annotation "prometheus.io/path" is "/metric", a letter away from /metrics'],
  ])('%s', (annotation, message) => {
    expect(findings(monitorSelector, pod(annotation))).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['as they should be', 'prometheus.io/scrape: "true", prometheus.io/port: "8000", prometheus.io/path: /metrics', ''],
    ['not scraped', 'prometheus.io/scrape: "false"', ''],
    ['a path to which Prometheus adds the slash', 'prometheus.io/path: metrics', ''],
    ['a port of the sidecar', 'prometheus.io/port: "15020"', ''],
    ['a port that the program is told', 'prometheus.io/port: "9102"', '{name: METRICS_PORT, value: "9102"}'],
  ])('silent: %s', (_, annotations, env) => {
    expect(findings(monitorSelector, pod(annotations, env))).toEqual([]);
  });
});

test('a port of pods by its number, which they do not list', () => {
  const pods = deployment('shop').replace('image: "x:1"', 'image: "x:1", ports: [{name: http, containerPort: 80}]');
  const asks = (port: string) =>
    findings(monitorSelector, pods + service() + selects('{app: shop}', `targetPort: ${port}`));
  expect(asks('80')).toEqual([]);
  expect(asks('http')).toEqual([]);
  expect(asks('8080')).toEqual([
    'error spec.endpoints[0].targetPort: targetPort "8080" is listed by no pod that it selects: there is "http" and "80"',
  ]);
});

test('a path with a slip, of what several others ask for', () => {
  const one = (path: string, name: string) =>
    service() + selects('{app: shop}', `port: http, path: ${path}`).replace('name: shop,', `name: ${name},`);
  const others = ['a', 'b', 'c'].map((name) => one('/metrics/status', name)).join('');
  expect(findings(monitorSelector, deployment('shop') + others + one('/metric/status', 'd'))).toEqual([
    'warning spec.endpoints[0].path: path "/metric/status" is a letter away from /metrics/status',
  ]);
});

test('what the operator of RabbitMQ makes', () => {
  const broker = (more = '') =>
    `---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: broker, namespace: data, labels: {app: amqp}}, spec: {${more}}}\n`;
  const of = (labels: string, port = 'prometheus', name = 'rabbitmq', more = '') =>
    findings(
      monitorSelector,
      `${broker(more)}---\n{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: ${name}, namespace: data}, spec: {selector: {matchLabels: {${labels}}}, endpoints: [{port: ${port}}]}}\n`,
    );
  expect(of('app: rabbitmq')).toEqual([
    'error spec.selector: selector "app=rabbitmq" does not select what RabbitmqCluster "data/broker" makes',
  ]);
  expect(of('app.kubernetes.io/name: broker', 'metrics')).toEqual([
    'error spec.endpoints[0].port: port "metrics" is none of what RabbitmqCluster "data/broker" makes',
  ]);
  expect(of('app.kubernetes.io/name: broker')).toEqual([]);
  expect(of('app: amqp')).toEqual([]);
  expect(of('app: shop', 'http', 'shop')).toEqual([]);
  expect(of('app: rabbitmq', 'http', 'rabbitmq', 'override: {service: {metadata: {}}}')).toEqual([]);
});
