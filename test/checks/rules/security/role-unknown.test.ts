import { roleUnknown } from '../../../../src/checks/rules/security/role-unknown.js';
import { findings } from '../../findings.js';

const role = (rule: string, kind = 'Role') => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: a, namespace: api}
rules: [{${rule}}]
`;
const at = (list: string, i = 0) => `error rules[0].${list}[${i}]`;

test.each([
  [
    'a resource of another group',
    'apiGroups: [""], resources: [pods, deployments/scale], verbs: [get]',
    `${at('resources', 1)}: "deployments/scale" is no resource of the group "", it is one of "apps"`,
  ],
  [
    'the singular',
    'apiGroups: [""], resources: [pod], verbs: [get]',
    `${at('resources')}: no resource is called "pod"`,
  ],
  [
    'the singular, in another group',
    'apiGroups: [apps], resources: [configmap], verbs: [get]',
    `${at('resources')}: no resource is called "configmap"`,
  ],
  [
    'the kind',
    'apiGroups: [networking.k8s.io], resources: [NetworkPolicy], verbs: [get]',
    `${at('resources')}: no resource is called "NetworkPolicy"`,
  ],
  [
    'a slip in a custom resource',
    'apiGroups: [keda.sh], resources: [scaledobject/status], verbs: [get]',
    `${at('resources')}: no resource is called "scaledobject/status"`,
  ],
  [
    'a version',
    'apiGroups: [apps/v1], resources: [deployments], verbs: [get]',
    `${at('apiGroups')}: no API group is called "apps/v1", it is "apps"`,
  ],
  [
    'core',
    'apiGroups: [core], resources: [pods], verbs: [get]',
    `${at('apiGroups')}: no API group is called "core", it is ""`,
  ],
  [
    'a part left out',
    'apiGroups: [networking], resources: [ingresses], verbs: [get]',
    `${at('apiGroups')}: no API group is called "networking", it is "networking.k8s.io"`,
  ],
  [
    'a slip in a group',
    'apiGroups: [bacth], resources: [jobs], verbs: [get]',
    `${at('apiGroups')}: no API group is called "bacth", it is "batch"`,
  ],
  [
    'a slip in a verb',
    'apiGroups: [""], resources: [pods], verbs: [get, lists]',
    `${at('verbs', 1)}: no request has the verb "lists"`,
  ],
  [
    'a word that is no verb',
    'apiGroups: [""], resources: [pods], verbs: [read]',
    `${at('verbs')}: no request has the verb "read"`,
  ],
])('%s', (_, rule, said) => {
  expect(findings(roleUnknown, role(rule))).toEqual([said]);
  expect(findings(roleUnknown, role(rule, 'ClusterRole'))).toEqual([said]);
});

test.each([
  ['everything', 'apiGroups: ["*"], resources: ["*"], verbs: ["*"]'],
  ['one of the groups has it', 'apiGroups: ["", apps], resources: [pods, deployments, pods/exec], verbs: [create]'],
  [
    'a group of older clusters',
    'apiGroups: [extensions, networking.k8s.io], resources: [ingresses, deployments], verbs: [get]',
  ],
  ['a group that we do not know', 'apiGroups: [metrics.k8s.io], resources: [pods], verbs: [get]'],
  ['a resource that is gone', 'apiGroups: [policy], resources: [podsecuritypolicies], verbs: [use]'],
  ['acting as somebody', 'apiGroups: [""], resources: [users, groups], verbs: [impersonate]'],
  [
    'a resource that is no object',
    'apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve, sign, attest]',
  ],
  [
    'its own group in another entry',
    'apiGroups: [""], resources: [ingresses], verbs: [get]}, {apiGroups: [networking.k8s.io], resources: [ingresses], verbs: [get]',
  ],
  ['URLs', 'nonResourceURLs: [/metrics], verbs: [get, post]'],
  ["a program's own verb", 'apiGroups: [argoproj.io], resources: [applications], verbs: [synchronize]'],
])('silent: %s', (_, rule) => {
  expect(findings(roleUnknown, role(rule))).toEqual([]);
});

test('a definition of the set counts', () => {
  const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.shop.io}
spec: {group: shop.io, scope: Namespaced, names: {kind: Widget, plural: widgets}, versions: []}
`;
  expect(findings(roleUnknown, definition + role('apiGroups: [shop.io], resources: [widgets], verbs: [get]'))).toEqual(
    [],
  );
  expect(findings(roleUnknown, definition + role('apiGroups: [shop.io], resources: [widget], verbs: [get]'))).toEqual([
    `${at('resources')}: no resource is called "widget"`,
  ]);
});
