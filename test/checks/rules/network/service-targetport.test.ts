import { exampleCanary } from '../../../../src/checks/delivery/canaries.js';
import { serviceTargetport } from '../../../../src/checks/rules/network/service-targetport.js';
import { findings } from '../../findings.js';

const service = (ports: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api}, spec: {selector: {app: shop}, ports: ${ports}}}\n`;
const pod = (name: string, ports: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api, labels: {app: shop}}, spec: {containers: [{name: a, image: x, ports: ${ports}}]}}\n`;
const http = '[{name: http, containerPort: 8000}]';

test('a name that only some pods have is a warning', () => {
  expect(
    findings(
      serviceTargetport,
      service('[{port: 80, targetPort: http}]') + pod('a', http) + pod('b', '[{containerPort: 8000}]'),
    ),
  ).toEqual(['warning spec.ports[0].targetPort: targetPort "http" is no port of Pod api/b']);
});

test('a number that no container lists is a warning', () => {
  expect(findings(serviceTargetport, service('[{port: 80}]') + pod('a', http))).toEqual([
    'warning spec.ports[0].port: port 80 is not listed by Pod api/a, which has 8000',
  ]);
});

test('a number that the twin of a canary lists, and one that another program lists', () => {
  const both = (other: string) => service('[{port: 8000}]') + pod('a', http) + pod(other, '[{containerPort: 9090}]');
  expect(findings(serviceTargetport, both('a-canary'))).toEqual([]);
  expect(findings(serviceTargetport, both('b'))).toEqual([
    'warning spec.ports[0].port: port 8000 is not listed by Pod api/b, which has 9090',
  ]);
});

test('several ports need names', () => {
  expect(
    findings(
      serviceTargetport,
      service('[{port: 80, targetPort: 8000}, {name: b, port: 81, targetPort: 8000}]') + pod('a', http),
    ),
  ).toEqual(['error spec.ports[0]: port 80 has no name, which each needs where there are several']);
});

test.each([
  [
    'a name',
    '[{port: 53, targetPort: dns, protocol: UDP}]',
    '[{name: dns, containerPort: 53}]',
    '.protocol: the port is UDP, and that of the pods is TCP',
  ],
  [
    'a number',
    '[{port: 53}]',
    '[{containerPort: 53, protocol: UDP}]',
    ': the port is TCP, and that of the pods is UDP',
  ],
])('another protocol, by %s', (_, ports, listed, said) => {
  expect(findings(serviceTargetport, service(ports) + pod('a', listed))).toEqual([`error spec.ports[0]${said}`]);
  const both = `[{name: dns, containerPort: 53}, {name: dns, containerPort: 53, protocol: UDP}]`;
  expect(findings(serviceTargetport, service(ports) + pod('a', both))).toEqual([]);
});

test.each([
  ['pods that list no port', service('[{port: 80, targetPort: 8000}]') + pod('a', '[]')],
  ["the sidecar's port", service('[{port: 80, targetPort: 15020}]') + pod('a', http)],
  [
    'a port of an init container that keeps running',
    service('[{port: 80, targetPort: http}]') +
      pod('a', '[]').replace(
        'containers:',
        `initContainers: [{name: s, image: x, restartPolicy: Always, ports: ${http}}], containers:`,
      ),
  ],
])('silent: %s', (_, text) => {
  expect(findings(serviceTargetport, text)).toEqual([]);
});

test('the port of what Flagger makes Services of', () => {
  const canary = (target: string) =>
    exampleCanary()
      .replace('port: 80', `port: 80\n    targetPort: ${target}`)
      .replace(/(image: .*)/, '$1\n          ports: [{ name: http, containerPort: 8000 }]');
  expect(findings(serviceTargetport, canary('http'))).toEqual([]);
  expect(findings(serviceTargetport, canary('grpc'))).toEqual([
    'error spec.service.targetPort: targetPort "grpc" is no port of Deployment api/shop',
  ]);
});

test('a port that leads to one of another name', () => {
  const two = '[{name: grpc, containerPort: 50051}, {name: metrics, containerPort: 9090}]';
  const of = (port: string, listed = two) => findings(serviceTargetport, service(`[${port}]`) + pod('a', listed));
  expect(of('{name: metrics, port: 9090, targetPort: 50051}')).toEqual([
    'warning spec.ports[0].name: port "metrics" leads to port "grpc" of the pods, 50051',
  ]);
  expect(of('{name: http, port: 50051}')).toEqual([
    'warning spec.ports[0].name: port "http" leads to port "grpc" of the pods, 50051',
  ]);
  expect(of('{name: http, port: 50051, appProtocol: grpc}')).toEqual([]);
  expect(of('{name: web, port: 50051}')).toEqual([]);
  expect(of('{name: metrics, port: 80, targetPort: 9090}')).toEqual([]);
});
