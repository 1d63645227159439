import { keyMissing } from '../../../src/checks/rules/workloads/key-missing.js';
import { refMissing } from '../../../src/checks/rules/workloads/ref-missing.js';
import { findings } from '../findings.js';

const chart = (values: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: db, namespace: argocd}, spec: {project: default, source: {repoURL: https://charts.example, chart: postgresql, targetRevision: 1.0.0, helm: {valuesObject: {${values}}}}, destination: {server: https://kubernetes.default.svc, namespace: data}}}\n`;
const secret = (name: string, key: string) =>
  `---\n{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: data}, stringData: {${key}: made-up}}\n`;
const user =
  '---\n{apiVersion: rabbitmq.com/v1beta1, kind: User, metadata: {name: u, namespace: data}, spec: {importCredentialsSecret: {name: db}, rabbitmqClusterReference: {name: mq}}}\n';
const values = 'spec.source.helm.valuesObject';

test('a Secret that a chart is told to take', () => {
  const text = chart('auth: {existingSecret: db-auth}, global: {auth: {existingSecret: db-auth}}');
  expect(findings(refMissing, secret('db', 'password') + text)).toEqual([
    `warning ${values}.auth.existingSecret: Secret "db-auth" does not exist in namespace "data"`,
  ]);
  expect(findings(refMissing, secret('db-auth', 'password') + text)).toEqual([]);
  // Nobody shows what Secrets there are.
  expect(findings(refMissing, text)).toEqual([]);
  expect(findings(refMissing, secret('db', 'a') + chart('auth: {existingSecret: "{{ .Release.Name }}"}'))).toEqual([]);
  expect(findings(refMissing, secret('db', 'a') + chart('auth: {existingSecret: ""}'))).toEqual([]);
});

test('a key that a chart is told to take', () => {
  const text = (key: string) => chart(`auth: {existingSecret: db, secretKeys: {adminPasswordKey: ${key}}}`);
  expect(findings(keyMissing, secret('db', 'password') + text('passwords'))).toEqual([
    `error ${values}.auth.secretKeys.adminPasswordKey: key "passwords" is not in Secret "db"`,
  ]);
  expect(findings(keyMissing, secret('db', 'password') + text('password'))).toEqual([]);
  expect(findings(keyMissing, secret('db', 'password') + chart('auth: {existingSecret: db, sshKey: x}'))).toEqual([]);
});

test('the name of a user of a broker', () => {
  expect(findings(keyMissing, secret('db', 'user') + user)).toEqual([
    'error spec.importCredentialsSecret.name: key "username" is not in Secret "db"',
  ]);
  expect(findings(keyMissing, secret('db', 'username') + user)).toEqual([]);
});
