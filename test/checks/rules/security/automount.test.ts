import { automount } from '../../../../src/checks/rules/security/automount.js';
import { findings } from '../../findings.js';

const account = (more = '') =>
  `---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: shop, namespace: api}${more}}\n`;
const pod = (more = '') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: api}, spec: {serviceAccountName: shop, containers: []${more}}}\n`;
const binding = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: api}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: shop}]
`;

test('a token of an account without rights', () => {
  expect(findings(automount, account() + pod())).toEqual([
    'warning spec: the pod mounts the token of ServiceAccount "shop", which may do nothing',
  ]);
});

test('the pod decides before its account', () => {
  const off = ', automountServiceAccountToken: false';
  const on = ', automountServiceAccountToken: true';
  expect(findings(automount, account(off) + pod())).toEqual([]);
  expect(findings(automount, account() + pod(off))).toEqual([]);
  expect(findings(automount, account(off) + pod(on))).toHaveLength(1);
});

test('no finding where somebody gives it rights, nor for an account that nothing shows', () => {
  expect(findings(automount, account() + pod() + binding)).toEqual([]);
  expect(findings(automount, pod())).toEqual([]);
});
