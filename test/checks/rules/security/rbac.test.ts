import { rbac } from '../../../../src/checks/rules/security/rbac.js';
import { findings } from '../../findings.js';

const role = (rule: string, kind = 'Role', name = 'reader') =>
  `---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {name: ${name}, namespace: api}, rules: [${rule}]}\n`;
const binding = (to: string, subject = 'shop') => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: api}
roleRef: {apiGroup: rbac.authorization.k8s.io, ${to}}
subjects: [{kind: ServiceAccount, name: ${subject}, namespace: api}]
`;
const account = '---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: shop, namespace: api}}\n';

test.each([
  ['{apiGroups: [""], resources: ["*"], verbs: [get]}', 'resources'],
  ['{apiGroups: ["*"], resources: [pods], verbs: [get]}', 'apiGroups'],
])('a wildcard: %s', (rule, where) => {
  expect(findings(rbac, role(rule))).toEqual([`warning rules[0].${where}[0]: Role "reader" has "*" in ${where}`]);
});

test.each(['escalate', 'bind', 'impersonate'])('the verb %s', (verb) => {
  expect(findings(rbac, role(`{apiGroups: [x], resources: [y], verbs: [get, ${verb}]}`))).toHaveLength(1);
});

test.each([
  ['pods/exec', 'create', 1],
  ['pods/log', 'get', 0],
  ['nodes/proxy', 'get', 1],
  ['serviceaccounts/token', 'create', 1],
  ['serviceaccounts', 'create', 0],
  ['mutatingwebhookconfigurations', 'patch', 1],
  ['mutatingwebhookconfigurations', 'get', 0],
])('%s with %s: %i', (resource, verb, count) => {
  expect(findings(rbac, role(`{apiGroups: [x], resources: [${resource}], verbs: [${verb}]}`))).toHaveLength(count);
});

test('the Secrets of every namespace, but not those that are named, nor those of one namespace', () => {
  const read = '{apiGroups: [""], resources: [secrets], verbs: [get, list]}';
  expect(findings(rbac, role(read, 'ClusterRole'))).toEqual([
    'warning rules[0].resources[0]: ClusterRole "reader" may get and list the Secrets of every namespace',
  ]);
  expect(findings(rbac, role(read))).toEqual([]);
  expect(
    findings(rbac, role('{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [a]}', 'ClusterRole')),
  ).toEqual([]);
});

test('no finding for an operator, nor for a role that collects others', () => {
  const all = '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}';
  expect(findings(rbac, role(all, 'ClusterRole', 'shop-operator'))).toEqual([]);
  expect(
    findings(
      rbac,
      '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, aggregationRule: {clusterRoleSelectors: []}, rules: [{verbs: ["*"]}]}',
    ),
  ).toEqual([]);
});

test('every right there is', () => {
  expect(findings(rbac, account + binding('kind: ClusterRole, name: cluster-admin'))).toEqual([
    'warning roleRef.name: RoleBinding "b" gives every right there is',
  ]);
});

test('a role or an account that does not exist', () => {
  const read = role('{apiGroups: [""], resources: [pods], verbs: [get]}');
  expect(findings(rbac, read + account + binding('kind: Role, name: readr', 'shp'))).toEqual([
    'error roleRef.name: Role "readr" does not exist in namespace "api"; ServiceAccount "shp" does not exist in namespace "api"',
  ]);
  expect(findings(rbac, read + account + binding('kind: Role, name: reader'))).toEqual([]);
});

const bound = (role: string, subjects: string, kind = 'ClusterRole') =>
  `---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${role}}, subjects: [${subjects}]}\n`;

test('a role counts once it is given to somebody whose work does not explain it', () => {
  const all = role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}', 'ClusterRole', 'wide');
  const group = (name: string) => `{apiGroup: rbac.authorization.k8s.io, kind: Group, name: ${name}}`;
  expect(findings(rbac, all)).toHaveLength(1);
  expect(findings(rbac, all + bound('wide', group('team')))).toHaveLength(1);
  expect(findings(rbac, all + bound('wide', group('shop-operator')))).toEqual([]);
  expect(findings(rbac, all + bound('view', group('team')))).toEqual([]);
});

test('every right for everybody', () => {
  expect(findings(rbac, bound('cluster-admin', '{kind: Group, name: "system:authenticated"}'))).toEqual([
    'error roleRef.name: ClusterRoleBinding "b" gives every right there is to whoever can log in, every pod included',
  ]);
});

test('an account where only a chart makes some, which it calls after its release; Argo CD brings its own', () => {
  const chart = (values: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: dev-grafana, namespace: argocd}, spec: {destination: {namespace: watch}, source: {chart: grafana, helm: {valuesObject: ${values}}}}}\n`;
  const of = (name: string, namespace = 'watch') =>
    bound('view', `{kind: ServiceAccount, name: ${name}, namespace: ${namespace}}`);
  expect(findings(rbac, chart('{}') + of('prometheus'))).toEqual([expect.stringMatching(/^error subjects\[0\]/)]);
  expect(findings(rbac, chart('{}') + of('dev-grafana'))).toEqual([expect.stringMatching(/^warning/)]);
  expect(findings(rbac, chart('{serviceAccount: {name: prometheus}}') + of('prometheus'))).toEqual([
    expect.stringMatching(/^warning/),
  ]);
  expect(findings(rbac, of('argocd-application-controller', 'argocd'))).toEqual([]);
});

test('an agent that reads the kubelets', () => {
  const proxy = '{apiGroups: [""], resources: [nodes/proxy], verbs: [get]}';
  expect(findings(rbac, role(proxy, 'ClusterRole', 'fluent-bit'))).toEqual([]);
  expect(findings(rbac, role(proxy, 'ClusterRole', 'shop'))).toHaveLength(1);
});

test('an account with rights that nobody runs as', () => {
  const bound =
    account + role('{apiGroups: [""], resources: [pods], verbs: [get]}') + binding('kind: Role, name: reader');
  const pod = (name: string, more = '') =>
    `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: []${more}}}\n`;
  expect(findings(rbac, bound + pod('shop'))).toEqual([
    'warning spec: the pods run as "default", and "shop", which has rights, is used by none',
  ]);
  expect(findings(rbac, bound + pod('shop', ', serviceAccountName: shop'))).toEqual([]);
  expect(findings(rbac, bound + pod('shop') + pod('other', ', serviceAccountName: shop'))).toEqual([]);
  expect(findings(rbac, bound + pod('cart'))).toEqual([]);
});
