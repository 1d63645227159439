import { helmValuesRef } from '../../../../src/checks/rules/gitops/helm-values-ref.js';
import { findings } from '../../findings.js';

const chart = (values: string, name = 'dns', namespace = 'edge') =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {source: {repoURL: u, chart: c, helm: {valuesObject: {${values}}}}, destination: {server: s, namespace: ${namespace}}}}\n`;
const object = (kind: string, name: string, namespace = 'edge', more = '') =>
  `---\n{apiVersion: v1, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}${more}}\n`;
const secret = object('Secret', 'cloud', 'edge', ', data: {user: eA==, pass: eA==}');
const env = (name: string, key: string, more = '') =>
  `env: [{name: A, valueFrom: {secretKeyRef: {name: ${name}, key: ${key}${more}}}}]`;
const run = (values: string, objects = secret) => findings(helmValuesRef, objects + chart(values));
const at = 'spec.source.helm.valuesObject';

test('an account, a Secret and a key that are not there', () => {
  expect(run('serviceAccount: {create: false, name: dns}', object('ServiceAccount', 'dns', 'other'))).toEqual([
    `error ${at}.serviceAccount.name: ServiceAccount "dns" does not exist in namespace "edge"`,
  ]);
  expect(run(`controller: {${env('clouds', 'user')}}`)).toEqual([
    `error ${at}.controller.env[0].valueFrom.secretKeyRef.name: Secret "clouds" does not exist in namespace "edge"`,
  ]);
  expect(run(env('cloud', 'password'))).toEqual([
    `error ${at}.env[0].valueFrom.secretKeyRef.key: key "password" is not in Secret "cloud"`,
  ]);
  expect(run('admin: {existingSecret: cloud, userKey: user, passwordKey: word}')).toEqual([
    `error ${at}.admin.passwordKey: key "word" is not in Secret "cloud"`,
  ]);
});

test('a name like none is a warning where the set brings others', () => {
  expect(run('auth: {existingSecret: mailbox-credentials}')).toEqual([
    `warning ${at}.auth.existingSecret: Secret "mailbox-credentials" does not exist in namespace "edge"`,
  ]);
});

test.each([
  ['all there', `serviceAccount: {create: true, name: x}, ${env('cloud', 'user')}, imagePullSecrets: [{name: cloud}]`],
  ['optional', env('clouds', 'user', ', optional: true')],
  ['a template', 'existingSecret: "{{name}}"'],
  ['called after the release', 'auth: {existingSecret: dns-of-the-chart}'],
])('silent: %s', (_, values) => {
  expect(run(values)).toEqual([]);
});

test('what several name and nobody makes comes from outside', () => {
  const values = 'auth: {existingSecret: mailbox-credentials}';
  expect(findings(helmValuesRef, secret + chart(values) + chart(values, 'mail', 'post'))).toEqual([]);
  expect(findings(helmValuesRef, chart(values))).toEqual([]);
});

test('what several others name, a letter otherwise', () => {
  const all = (name: string) =>
    ['a', 'b'].map((one) => chart(env('cloud-keys', 'user'), one)).join('') + chart(env(name, 'user'), 'c');
  expect(findings(helmValuesRef, all('cloud-key'))).toEqual([
    `error ${at}.env[0].valueFrom.secretKeyRef.name: Secret "cloud-key" does not exist in namespace "edge"`,
  ]);
  expect(findings(helmValuesRef, all('cloud-keys'))).toEqual([]);
  expect(findings(helmValuesRef, all('mail-keys'))).toEqual([]);
});
