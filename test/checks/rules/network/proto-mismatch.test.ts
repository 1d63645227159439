import { protoMismatch } from '../../../../src/checks/rules/network/proto-mismatch.js';
import { deployment, findings } from '../../findings.js';

const told = (url: string) =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: URL, value: "${url}"}]`);
const elastic = (http: string) =>
  `---\n{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs, namespace: logging}, spec: {version: 8.1.0${http}}}\n`;
const service = (port: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: web, namespace: api}, spec: {ports: [${port}]}}\n`;
const field = 'spec.template.spec.containers[0].env[0].value';
const host = 'logs-es-http.logging.svc';
const off = ', http: {tls: {selfSignedCertificate: {disabled: true}}}';

test.each([
  ['http', '', `"http" to "${host}": Elasticsearch logging/logs has TLS on, as it is unless turned off`],
  ['https', off, `"https" to "${host}": Elasticsearch logging/logs has TLS turned off`],
  [
    'http',
    ', http: {tls: {certificate: {secretName: own}}}',
    `"http" to "${host}": Elasticsearch logging/logs has TLS on, as it is unless turned off`,
  ],
])('%s to what an operator makes', (scheme, http, message) => {
  expect(findings(protoMismatch, told(`${scheme}://${host}:9200`) + elastic(http))).toEqual([
    `error ${field}: ${message}`,
  ]);
});

test.each([
  ['https', '{name: http-api, port: 80}', 80],
  ['http', '{name: web, appProtocol: https, port: 443}', 443],
])('%s to a port that is called otherwise is a warning', (scheme, port, number) => {
  expect(findings(protoMismatch, told(`${scheme}://web.api.svc:${number}`) + service(port))).toEqual([
    expect.stringMatching(
      new RegExp(`^warning .*"${scheme}" to "web.api.svc": port ${number} of the Service is called`),
    ),
  ]);
});

test.each([
  ['TLS to what has it', told(`https://${host}:9200`) + elastic('')],
  ['none to what has none', told(`http://${host}:9200`) + elastic(off)],
  ['a port without a telling name', told('https://web.api.svc:80') + service('{name: web, port: 80}')],
  ['another protocol', told('redis://web.api.svc:80') + service('{name: http, port: 80}')],
])('silent: %s', (_, text) => {
  expect(findings(protoMismatch, text)).toEqual([]);
});

test('the port of a store, and the URL of something else', () => {
  const db = (url: string) => findings(protoMismatch, told(url) + service('{port: 6379}'));
  expect(db('http://web.api.svc:6379')).toEqual([
    `error ${field}: "http" to "web.api.svc" on port 6379, where another protocol is spoken`,
  ]);
  expect(db('postgresql+asyncpg://web.api.svc:6379/x')).toHaveLength(1);
  expect(db('redis://web.api.svc:6379')).toEqual([]);
  expect(db('tcp://web.api.svc:6379')).toEqual([]);
  expect(db('postgresql+asyncpg://web.api.svc:5432/x')).toEqual([]);
});

test('the management of RabbitMQ speaks HTTP', () => {
  const broker = (url: string) => findings(protoMismatch, told(url) + service('{port: 15672}'));
  expect(broker('amqp://web.api.svc:15672')).toHaveLength(1);
  expect(broker('http://web.api.svc:15672')).toEqual([]);
});

const ingress = (protocol: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: api, annotations: {alb.ingress.kubernetes.io/backend-protocol: ${protocol}}}, spec: {ingressClassName: alb, defaultBackend: {service: {name: web, port: {number: 80}}}}}\n`;

test('what a load balancer speaks to a port that is called otherwise', () => {
  const http = service('{name: http, port: 80}');
  expect(findings(protoMismatch, ingress('HTTPS') + http)).toEqual([
    'warning metadata.annotations["alb.ingress.kubernetes.io/backend-protocol"]: "backend-protocol" is "HTTPS": port 80 of Service "web" is called "http"',
  ]);
  expect(findings(protoMismatch, ingress('HTTP') + http)).toEqual([]);
  expect(findings(protoMismatch, ingress('HTTPS') + service('{name: web, port: 80}'))).toEqual([]);
});

test('TLS to what an operator makes without', () => {
  const made = (group: string, kind: string, spec: string, url: string) =>
    findings(
      protoMismatch,
      `${told(url)}---\n{apiVersion: ${group}, kind: ${kind}, metadata: {name: a, namespace: api}, spec: {${spec}}}\n`,
    );
  const [redis, mq] = [
    ['databases.spotahome.com/v1', 'RedisFailover'],
    ['rabbitmq.com/v1beta1', 'RabbitmqCluster'],
  ] as const;
  expect(made(...redis, '', 'rediss://rfrm-a.api.svc')).toEqual([
    `error ${field}: "rediss" to "rfrm-a.api.svc": RedisFailover api/a speaks no TLS`,
  ]);
  expect(made(...mq, '', 'amqps://a.api.svc')).toEqual([
    `error ${field}: "amqps" to "a.api.svc": RabbitmqCluster api/a speaks no TLS`,
  ]);
  expect(made(...mq, 'tls: {secretName: t}', 'amqps://a.api.svc')).toEqual([]);
  expect(made(...mq, 'rabbitmq: {additionalConfig: "listeners.ssl.1 = 5671"}', 'amqps://a.api.svc')).toEqual([]);
});
