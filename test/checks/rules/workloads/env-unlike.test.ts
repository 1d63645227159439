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
