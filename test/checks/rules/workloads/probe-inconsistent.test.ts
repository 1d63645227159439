import { probeInconsistent } from '../../../../src/checks/rules/workloads/probe-inconsistent.js';
import { deployment, findings } from '../../findings.js';

const pod = (name: string, timeout = '', path = '/health') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: [{name: app, livenessProbe: {httpGet: {path: ${path}, port: 80}${timeout}}}]}}\n`;
const two = pod('a', ', timeoutSeconds: 5') + pod('b', ', timeoutSeconds: 5');
const check = (text: string) => findings(probeInconsistent, text);

test('one that waits a second where others wait five', () => {
  expect(check(two + pod('c'))).toEqual([
    'warning spec.containers[0].livenessProbe: the liveness probe of "c" waits 1 s, and those of others beside wait 5 s',
  ]);
});

test.each([
  ['a time of its own', two + pod('c', ', timeoutSeconds: 1')],
  ['another path', two + pod('c', '', '/ready')],
  ['one other alone', pod('a', ', timeoutSeconds: 5') + pod('c')],
  ['others that wait hardly longer', two.replaceAll('5', '2') + pod('c')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

const probes = (liveness: string, readiness: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {containers: [{name: app, livenessProbe: {httpGet: {${liveness}}}, readinessProbe: {httpGet: {${readiness}}}}]}}\n`;

test('with TLS and without on one port', () => {
  expect(check(probes('path: /a, port: 80', 'path: /a, port: 80, scheme: HTTPS'))).toEqual([
    'error spec.containers[0].readinessProbe.httpGet.scheme: port 80 is asked with HTTPS here, and without by another probe',
  ]);
  expect(check(probes('path: /a, port: 80', 'path: /a, port: 443, scheme: HTTPS'))).toEqual([]);
});

test('paths a letter apart', () => {
  expect(check(probes('path: /helth, port: 80', 'path: /health, port: 80'))).toEqual([
    'warning spec.containers[0].readinessProbe.httpGet.path: path "/health" is asked here, and "/helth" by another probe of the same port',
  ]);
  expect(check(probes('path: /healthz, port: 80', 'path: /health, port: 80'))).toEqual([]);
  expect(check(probes('path: /live, port: 80', 'path: /ready, port: 80'))).toEqual([]);
});

test('a workload and its canary of the same image', () => {
  const of = (name: string, liveness: string, readiness: string, image = 'x:1') =>
    `---${probes(liveness, readiness).replace('name: a,', `name: ${name},`).replace('name: app,', `name: app, image: "${image}", ports: [{name: http, containerPort: 80}],`)}`.replace(
      '---',
      '---\n',
    );
  const same = of('shop', 'path: /a, port: 80', 'path: /a, port: http');
  const said = (end: string, own: string, other: string) =>
    `warning spec.containers[0].livenessProbe.httpGet.${end}: "livenessProbe" asks for ${end} ${own}, and for ${other} in "shop", which runs the same image`;
  expect(check(same + of('shop-canary', 'path: /a, port: 81', 'path: /a, port: 80'))).toEqual([
    said('port', '81', '80'),
  ]);
  expect(check(same + of('shop-canary', 'path: /live, port: 80', 'path: /a, port: 80'))).toEqual([
    said('path', '/live', '/a'),
  ]);
  expect(check(same + of('shop-canary', 'path: /a, port: http', 'path: /a, port: 80'))).toEqual([]);
  expect(check(same + of('shop-canary', 'path: /live, port: 80', 'path: /a, port: 80', 'x:2'))).toEqual([]);
});

test('a workload without a readiness probe, where all others of its sort have one', () => {
  const ready = ', readinessProbe: {httpGet: {path: /ready, port: 80}}';
  const one = (name: string, probe = '') => deployment(name).replace('image: "x:1"', `image: "x:1"${probe}`);
  const all = (sort: string, ...names: string[]) => names.map((name) => one(`${name}-${sort}`, ready)).join('');
  expect(check(all('api', 'b', 'c', 'd', 'e') + one('a-api'))).toEqual([
    'warning spec.template.spec.containers[0]: "a-api" has no readinessProbe, and 4 other services of the sort have one',
  ]);
  expect(check(all('api', 'b', 'c', 'd', 'e') + one('a-api') + one('a-api-canary'))).toEqual([
    expect.stringContaining('"a-api" and "a-api-canary" have no readinessProbe'),
  ]);
  for (const other of [
    all('api', 'b', 'c', 'd', 'e') + one('a-worker'),
    all('api', 'b', 'c', 'd') + one('a-api'),
    all('api', 'b', 'c', 'd', 'e') + one('a-api') + one('f-api'),
  ])
    expect(check(other)).toEqual([]);
});
