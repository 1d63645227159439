import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const role = (rule: string, kind = 'Role') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: a${kind === 'Role' ? ', namespace: api' : ''}}
rules: [{${rule}}]
`;
const GOOD = 'apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a';
const binding = (ref: string, subject: string, kind = 'RoleBinding') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: a${kind === 'RoleBinding' ? ', namespace: api' : ''}}
roleRef: {${ref}}
subjects: [{${subject}}]
`;
const account = 'kind: ServiceAccount, name: a, namespace: api';

test.each([
  [
    'no verbs',
    role('apiGroups: [""], resources: [pods], verbs: []'),
    'rules[0].verbs: the entry of the role has no verbs',
  ],
  ['no group', role('resources: [pods], verbs: [get]'), 'rules[0]: an entry of the role has no apiGroups'],
  ['no resource', role('apiGroups: [""], verbs: [get]'), 'rules[0]: an entry of the role has no resources'],
  [
    'URLs of a namespace',
    role('nonResourceURLs: [/metrics], verbs: [get]'),
    'rules[0].nonResourceURLs: a Role may not name URLs, which belong to no namespace',
  ],
  [
    'URLs beside resources',
    role('nonResourceURLs: [/metrics], apiGroups: [""], resources: [pods], verbs: [get]', 'ClusterRole'),
    'rules[0].nonResourceURLs: an entry of the role names URLs and resources',
  ],
  [
    'the group of a role',
    binding('apiGroup: rbac.k8s.io, kind: Role, name: a', account),
    'roleRef.apiGroup: "rbac.k8s.io" is not the group of roles',
  ],
  [
    'a Role for every namespace',
    binding('apiGroup: rbac.authorization.k8s.io, kind: Role, name: a', account, 'ClusterRoleBinding'),
    'roleRef.kind: a ClusterRoleBinding binds no Role',
  ],
  [
    'a kind of subject',
    binding(GOOD, 'kind: Serviceaccount, name: a'),
    'subjects[0].kind: "Serviceaccount" is no kind of subject',
  ],
  [
    'the group of a subject',
    binding(GOOD, `apiGroup: rbac.authorization.k8s.io, ${account}`),
    'subjects[0].apiGroup: a ServiceAccount is not of the group "rbac.authorization.k8s.io"',
  ],
  [
    'an account of no namespace',
    binding(GOOD, 'kind: ServiceAccount, name: a', 'ClusterRoleBinding'),
    'subjects[0]: the account is of no namespace',
  ],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  role('nonResourceURLs: [/metrics], verbs: [get]', 'ClusterRole'),
  role('apiGroups: [""], resources: [pods], verbs: [get]'),
  binding(GOOD, 'kind: ServiceAccount, name: a'),
  binding(GOOD, 'apiGroup: rbac.authorization.k8s.io, kind: Group, name: a', 'ClusterRoleBinding'),
  binding(GOOD, account, 'ClusterRoleBinding'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
