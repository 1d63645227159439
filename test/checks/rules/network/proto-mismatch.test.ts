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

test('requests for HTTP that are sent to a store', () => {
  const route = (kind: string, port: number) =>
    findings(
      protoMismatch,
      `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: api}, spec: {hosts: [a.io], ${kind}: [{route: [{destination: {host: mq.data.svc.cluster.local, port: {number: ${port}}}}]}]}}`,
    );
  expect(route('http', 5672)).toEqual([
    'error spec.http[0].route[0].destination.port.number: requests for HTTP are sent to port 5672, where another protocol is spoken',
  ]);
  expect(route('http', 15672)).toEqual([]);
  expect(route('tcp', 5672)).toEqual([]);
});

test('what a load balancer speaks to the servers of a gateway', () => {
  const chart =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: web, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: gateway, helm: {valuesObject: {name: istio-web}}}, destination: {namespace: api}}}\n';
  const gateway = (protocol: string) =>
    `---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g, namespace: api}, spec: {selector: {istio: web}, servers: [{port: {number: 80, name: p, protocol: ${protocol}}, hosts: ["*"]}]}}\n`;
  const spoken = (balancer: string, server: string) =>
    findings(protoMismatch, ingress(balancer) + chart + gateway(server));
  expect(spoken('HTTPS', 'HTTP')).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/backend-protocol"]: "backend-protocol" is "HTTPS": the gateway speaks HTTP on port 80',
  ]);
  expect(spoken('HTTP', 'HTTPS')).toHaveLength(1);
  expect(spoken('HTTP', 'HTTP')).toEqual([]);
  expect(spoken('HTTPS', 'TLS')).toEqual([]);
  expect(spoken('HTTPS', 'TCP')).toEqual([]);
});

test('one that says https where the others say http', () => {
  const otlp = (name: string, scheme: string) => told(`${scheme}://jaeger.data.svc:4318`).replaceAll('shop', name);
  const four = ['a', 'b', 'c', 'd'].map((name) => otlp(name, 'http')).join('');
  expect(findings(protoMismatch, four + otlp('e', 'https'))).toEqual([
    `warning ${field}: "https" to "jaeger.data.svc" here, and "http" for 4 others`,
  ]);
  expect(findings(protoMismatch, four + otlp('e', 'http'))).toEqual([]);
  expect(findings(protoMismatch, four + otlp('e', 'https') + otlp('f', 'https'))).toEqual([]);
});

test('one of a family of URLs', () => {
  const family = (...urls: string[]) => {
    const env = urls.map((url, i) => `{name: AUTH_${'ABC'[i]}_URI, value: "${url}"}`).join(', ');
    return findings(protoMismatch, told('x').replace(/env: \[.*?\]/, `env: [${env}]`));
  };
  const secure = 'https://api.shop.io/a';
  expect(family(secure, 'http://api.shop.io/b', secure)).toEqual([
    'warning spec.template.spec.containers[0].env[1].value: "http" to "api.shop.io" here, and "https" for AUTH_A_URI and AUTH_C_URI',
  ]);
  expect(family(secure, 'http://api.shop.io/b')).toEqual([]);
  expect(family(secure, 'http://api.shop.eu/b', secure)).toEqual([]);
  expect(family(secure, secure, secure)).toEqual([]);
});
