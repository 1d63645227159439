import { envUnlike } from '../../../../src/checks/rules/workloads/env-unlike.js';
import { deployment, findings } from '../../findings.js';

const pod = (name: string, value: string) =>
  deployment(name).replace('image: "x:1"', `image: "x:1", env: [{name: A, value: "${value}"}]`);
const all = (value: string, names = ['a', 'b', 'c', 'd']) => names.map((name) => pod(name, value)).join('');
const field = 'spec.template.spec.containers[0].env[0].value';
const tracing = 'http://traces.tracing.svc.cluster.local:4318';

test('an environment, and a host', () => {
  expect(findings(envUnlike, all('prod') + pod('e', 'development'))).toEqual([
    `warning ${field}: "A" is "development" here, and "prod" for 4 others`,
  ]);
  expect(findings(envUnlike, all(tracing) + pod('e', tracing.replace('traces', 'trace')))).toEqual([
    `warning ${field}: "A" is "${tracing.replace('traces', 'trace')}" here, and "traces.tracing.svc.cluster.local" for 4 others`,
  ]);
});

test('in a ConfigMap', () => {
  const config = (name: string, value: string) =>
    `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: {A: ${value}}}\n` +
    deployment(name).replace('image: "x:1"', `image: "x:1", envFrom: [{configMapRef: {name: ${name}}}]`);
  const four = ['a', 'b', 'c', 'd'].map((name) => config(name, 'dev')).join('');
  expect(findings(envUnlike, four + config('e', 'prod'))).toEqual([
    'warning data.A: "A" is "prod" here, and "dev" for 4 others',
  ]);
});

test.each([
  ['another word for the same', all('dev') + pod('e', 'development')],
  ['another port of the same host', all(tracing) + pod('e', tracing.replace('4318', '4317'))],
  ['no environment and no host', all('info') + pod('e', 'debug')],
  ['few others', all('prod', ['a', 'b']) + pod('e', 'dev')],
  ['a canary is no fourth', all('prod', ['a', 'a-canary', 'b', 'b-canary']) + pod('e', 'dev')],
  ['two that do', all('prod') + pod('e', 'dev') + pod('f', 'dev')],
])('silent: %s', (_, text) => {
  expect(findings(envUnlike, text)).toEqual([]);
});

test('a host with the scheme or the port in it, where the others have it bare', () => {
  const hosts = (value: string) =>
    ['a', 'b', 'c', 'd'].map((name) => pod(name, 'web.api.svc').replaceAll('name: A', 'name: A_HOST')).join('') +
    pod('e', value).replaceAll('name: A', 'name: A_HOST');
  expect(findings(envUnlike, hosts('http://web.api.svc'))).toHaveLength(1);
  expect(findings(envUnlike, hosts('web.api.svc'))).toEqual([]);
});

const one = (pod: string, name: string, value: string) =>
  deployment(pod).replace(
    'image: "x:1"',
    `image: "x:1", env: [${value
      .split(' ')
      .map((text, i) => `{name: ${name.split(' ')[i]}, value: "${text}"}`)
      .join(', ')}]`,
  );

test('a store that the services of a namespace share', () => {
  const stores = (name: string, ...values: string[]) =>
    findings(envUnlike, values.map((value, i) => one('abc'[i] ?? '', name, value)).join(''));
  const said = (name: string, own: string, other: string, whose: string) =>
    `warning ${field}: "${name}" is ${own} for "${whose[0]}", and ${other} for "${whose[1]}" beside it`;
  const [zero, three] = ['redis://r.data.svc:6379/0', 'redis://r.data.svc:6379/3'];
  const backend = 'CELERY_RESULT_BACKEND';
  expect(stores(backend, zero, three, zero)).toEqual([said(backend, three, zero, 'ba')]);
  expect(stores('REDIS_CACHE_URL', zero, three)).toEqual([
    said('REDIS_CACHE_URL', zero, three, 'ab'),
    said('REDIS_CACHE_URL', three, zero, 'ba'),
  ]);
  expect(stores(backend, zero, 'rpc://', zero)).toHaveLength(1);
  expect(stores(backend, 'redis://:a@r.data.svc:6379/0', 'redis://:b@r.data.svc:6379/0')).toEqual([]);
  expect(stores('REDIS_URL', zero, three)).toEqual([]);
  const beat = one('b', backend, three).replace('image:', 'args: [celery, beat], image:');
  expect(findings(envUnlike, one('a', backend, zero) + beat)).toEqual([]);
});

test('more than a host, where its port stands beside it or another has it bare', () => {
  const said = (rest: string) => `warning ${field}: "DB_HOST" has ${rest}`;
  expect(findings(envUnlike, one('a', 'DB_HOST DB_PORT', 'db.data.svc:5432 5432'))).toEqual([
    said('":5432" with the host, and DB_PORT stands beside it'),
  ]);
  expect(findings(envUnlike, one('a', 'DB_HOST', 'redis://db.data.svc') + one('b', 'DB_HOST', 'db.data.svc'))).toEqual([
    said('"redis://" with the host, and is the host alone in "b"'),
  ]);
  expect(findings(envUnlike, one('a', 'OLLAMA_HOST', 'http://llm.data.svc'))).toEqual([]);
});
