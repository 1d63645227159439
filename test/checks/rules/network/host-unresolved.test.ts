import { hostUnresolved } from '../../../../src/checks/rules/network/host-unresolved.js';
import { deployment, findings } from '../../findings.js';

const object = (apiVersion: string, kind: string, name: string, rest: string, namespace = 'api') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, ${rest}}\n`;
const service = (name: string, namespace = 'api', more = '') =>
  object('v1', 'Service', name, `spec: {ports: [{port: 80}]${more}}`, namespace);
const told = (url: string) =>
  service('web') + deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: URL, value: "${url}"}]`);
const chart = (name: string, chart: string, values = '') =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {project: default, destination: {namespace: data}, source: {repoURL: x, chart: ${chart}, helm: {values: "${values}"}}}}\n`;
const check = (text: string) => findings(hostUnresolved, text);
const field = 'spec.template.spec.containers[0].env[0].value';

test.each([
  ['a name of its own', 'http://wed', 'Service "wed" does not exist in namespace "api"'],
  ['a full name', 'x://cart.api.svc.cluster.local:80/v1', 'Service "cart" does not exist in namespace "api"'],
])('%s that no Service has', (_, url, why) => {
  expect(check(told(url))).toEqual([`error ${field}: host "${/\/\/([^:/]+)/.exec(url)?.[1]}" leads nowhere: ${why}`]);
});

test('a name that the chart there does not give', () => {
  const text = told('postgres://postgresql.data.svc:5432') + chart('dev-postgresql', 'postgresql');
  expect(check(text)).toEqual([
    `error ${field}: host "postgresql.data.svc" leads nowhere: Service "postgresql" does not exist in namespace "data"`,
  ]);
});

test('a namespace that there is not, where others are declared', () => {
  const text = `${told('http://web.apis.svc')}---\n{apiVersion: v1, kind: Namespace, metadata: {name: api}}\n`;
  expect(check(text)).toEqual([
    `warning ${field}: host "web.apis.svc" is in namespace "apis", which nothing here declares or uses`,
  ]);
});

test('a port that the Service does not have; without one, the program may add it', () => {
  expect(check(told('http://web.api.svc:8000'))).toEqual([
    `error ${field}: host "web.api.svc" is called on port 8000: Service "web" has 80`,
  ]);
  expect(check(told('https://web.api.svc'))).toEqual([
    `warning ${field}: host "web.api.svc" is called on https, which is port 443: Service "web" has 80`,
  ]);
});

test('hosts in Helm values, triggers and templates of Secrets', () => {
  const values = chart('x', 'home-made', 'url: http://cart.api.svc:80');
  const secret = object(
    'external-secrets.io/v1',
    'ExternalSecret',
    's',
    'spec: {target: {template: {data: {URL: "http://cart.api.svc"}}}}',
  );
  expect(check(service('web') + values + secret)).toEqual([
    'error spec.source.helm.values: host "cart.api.svc" leads nowhere: Service "cart" does not exist in namespace "api"',
    'error spec.target.template.data.URL: host "cart.api.svc" leads nowhere: Service "cart" does not exist in namespace "api"',
  ]);
});

test.each([
  ['a Service that is there', told('http://web.api.svc')],
  ['the world', told('https://api.openai.com/v1')],
  ['a domain that looks like a namespace', told('https://shop.api')],
  ['a bucket', told('s3://images')],
  ['a comment', object('v1', 'ConfigMap', 'c', 'data: {f: "a: 1\\n# http://gone.api.svc\\n"}') + service('web')],
  ['a template', told('http://{{ .host }}.api.svc')],
  ['a headless Service', told('http://db.api.svc:5432') + service('db', 'api', ', clusterIP: None')],
  ['a name of a chart that is not known whole', told('redis://dev-nats-any.data.svc:6379') + chart('dev-nats', 'nats')],
  ['a name that the chart gives', told('redis://dev-redis-master.data.svc:6379') + chart('dev-redis', 'redis')],
  ['a chart that we do not know', told('http://any.data.svc') + chart('x', 'home-made')],
  ['a chart that takes objects along', told('http://any.data.svc') + chart('x', 'grafana', 'extraDeploy: [{a: b}]')],
  ['kube-system', told('http://metrics.kube-system.svc')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('silent: declared to answer', () => {
  expect(findings(hostUnresolved, told('http://cart.api.svc'), { hosts: ['cart.api.svc'] })).toEqual([]);
});

test('the port that stands beside a host', () => {
  const beside = (port: string) =>
    service('web') +
    deployment('shop').replace(
      'image: "x:1"',
      `image: "x:1", env: [{name: WEB_HOST, value: web.api.svc}, {name: WEB_PORT, value: "${port}"}]`,
    );
  expect(check(beside('8000'))).toEqual([
    `error ${field}: host "web.api.svc" is called on port 8000: Service "web" has 80`,
  ]);
  expect(check(beside('80'))).toEqual([]);
});

test('the port beside a host in the values of a chart', () => {
  const values = (port: string) =>
    service('web') +
    chart('mesh', 'istiod').replace('values: ""', `valuesObject: {provider: {service: web.api.svc, port: ${port}}}`);
  const at = 'spec.source.helm.valuesObject.provider.service';
  for (const port of ['8000', '"8000"'])
    expect(check(values(port))).toEqual([
      `error ${at}: host "web.api.svc" is called on port 8000: Service "web" has 80`,
    ]);
  expect(check(values('80'))).toEqual([]);
});

test('a name that ends nearly as those of the cluster', () => {
  const there = told('http://web.api.svc.cluster.local') + service('web');
  const of = (host: string) =>
    findings(hostUnresolved, `${there}---\n${object('v1', 'ConfigMap', 'c', `data: {f: "http://${host}:80/x"}`)}`);
  for (const end of ['svc.cluser.local', 'scv.cluster.local', 'svc.cluster'])
    expect(of(`web.api.${end}`)).toEqual([
      `error data.f: a host ends in ".${end}": did you mean ".svc.cluster.local"?`,
    ]);
  for (const end of ['svc.cluster.local', 'svc.cluster2.local', 'pod.cluster.local', 'svc.corp.local'])
    expect(of(`web.api.${end}`)).toEqual([]);
});

test('an end that the chart gives to none of its names', () => {
  expect(check(told('postgres://dev-postgresql-rw.data.svc') + chart('dev-postgresql', 'postgresql'))).toEqual([
    `error ${field}: host "dev-postgresql-rw.data.svc" leads nowhere: Service "dev-postgresql-rw" does not exist in namespace "data"`,
  ]);
  expect(check(told('postgres://dev-postgresql-hl.data.svc') + chart('dev-postgresql', 'postgresql'))).toEqual([]);
});

test('a port on the line below a host, in a file', () => {
  const file = (text: string) =>
    check(
      `${service('web')}---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {a.conf: ${JSON.stringify(text)}}}\n`,
    );
  expect(file('[OUTPUT]\n  Host  web.api.svc.cluster.local\n  Port  9300\n')).toEqual([
    expect.stringContaining('is called on port 9300: Service "web" has 80'),
  ]);
  expect(file('host: "web.api.svc"\nport: 81\n')).toHaveLength(1);
  for (const text of ['Host web.api.svc\nPort 80\n', 'Host web.api.svc\nRetry 9300\n', 'see web.api.svc\nPort 9300\n'])
    expect(file(text)).toEqual([]);
});

test('silent: what a controller once wrote into status', () => {
  const written = (where: string) =>
    '{apiVersion: v1, kind: Namespace, metadata: {name: api}}\n' +
    object('x.io/v1', 'M', 'm', `${where}: {message: "http://web.apis.svc:80"}`);
  expect(check(written('status'))).toEqual([]);
  expect(check(written('spec'))).toHaveLength(1);
});
