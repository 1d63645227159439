import { probePort } from '../../../../src/checks/rules/workloads/probe-port.js';
import { deployment, findings } from '../../findings.js';

const pod = (probes: string) =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", ports: [{name: http, containerPort: 80}], ${probes}`);
const check = (text: string) => findings(probePort, text);
const at = 'error spec.template.spec.containers[0]';

test.each([
  ['livenessProbe: {tcpSocket: {port: web}}', '.livenessProbe.tcpSocket.port', 'web'],
  ['startupProbe: {httpGet: {port: "80"}}', '.startupProbe.httpGet.port', '80'],
  ['lifecycle: {preStop: {httpGet: {port: web}}}', '.lifecycle.preStop.httpGet.port', 'web'],
])('%s', (probe, field, name) => {
  expect(check(pod(probe))).toEqual([`${at}${field}: port "${name}" is none of container "app", which has "http"`]);
});

test.each([
  'livenessProbe: {httpGet: {port: http}}',
  'livenessProbe: {httpGet: {port: 9000}}',
  'livenessProbe: {grpc: {port: 1}}',
])('silent: %s', (probe) => {
  expect(check(pod(probe))).toEqual([]);
});

const celery = (args: string, probe: string) => pod(`args: [${args}], ${probe}`);

test('a worker that listens nowhere', () => {
  expect(check(celery('celery, -A, shop, worker, -Q, a', 'livenessProbe: {httpGet: {port: 8000, path: /}}'))).toEqual([
    `${at}.livenessProbe.httpGet: "livenessProbe" asks by httpGet, and the container runs celery worker, which listens nowhere`,
  ]);
  expect(check(celery('celery -A shop beat', 'readinessProbe: {tcpSocket: {port: 81}}'))).toHaveLength(1);
});

test.each([
  ['celery, -A, shop, worker', 'livenessProbe: {exec: {command: [x]}}'],
  ['celery, -A, shop, worker', 'livenessProbe: {httpGet: {port: http, path: /metrics}}'],
  ['celery, -A, shop, flower', 'livenessProbe: {httpGet: {port: 81}}'],
  ['"celery -A shop worker & uvicorn app"', 'livenessProbe: {httpGet: {port: 81}}'],
])('silent: %s, %s', (args, probe) => {
  expect(check(celery(args, probe))).toEqual([]);
});

test('a protocol that the port does not speak', () => {
  const grpc = (probe: string) =>
    check(pod(probe).replace('name: http, containerPort: 80', 'name: grpc, containerPort: 90'));
  const said = (place: string, way: string, port: string, name: string) =>
    `warning spec.template.spec.containers[0].readinessProbe.${place}.port: "readinessProbe" asks by ${way}, and port ${port} is called "${name}"`;
  expect(grpc('readinessProbe: {httpGet: {path: /, port: 90}}')).toEqual([said('httpGet', 'httpGet', '90', 'grpc')]);
  expect(check(pod('readinessProbe: {grpc: {port: 80}}'))).toEqual([said('grpc', 'grpc', '80', 'http')]);
  for (const probe of ['readinessProbe: {grpc: {port: 90}}', 'readinessProbe: {tcpSocket: {port: grpc}}'])
    expect(grpc(probe)).toEqual([]);
});

test('the port of a sidecar that the pod does not get', () => {
  const of = (injection: string) =>
    check(
      `{apiVersion: v1, kind: Namespace, metadata: {name: api, labels: {istio-injection: ${injection}}}}\n${pod('readinessProbe: {httpGet: {path: /healthz/ready, port: 15021}}')}`,
    );
  expect(of('disabled')).toEqual([
    `${at}.readinessProbe.httpGet.port: "readinessProbe" asks the sidecar on port 15021, and the pod gets none`,
  ]);
  expect(of('enabled')).toEqual([]);
});
