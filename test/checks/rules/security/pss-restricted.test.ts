import { pssRestricted } from '../../../../src/checks/rules/security/pss-restricted.js';
import { findings } from '../../findings.js';

const namespace = (level: string, version = '') =>
  `---\n{apiVersion: v1, kind: Namespace, metadata: {name: api, labels: {pod-security.kubernetes.io/enforce: ${level}${version && `, pod-security.kubernetes.io/enforce-version: ${version}`}}}}\n`;
const GOOD = 'runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}';
const CONTAINER = 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}';
const pod = (own: string, container: string, spec = '', more = '') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: api}, spec: {securityContext: {${own}}, containers: [{name: a, image: "x:1", securityContext: {${container}}${more}}]${spec}}}\n`;
const restricted = (text: string, version = '') => findings(pssRestricted, namespace('restricted', version) + text);
const baseline = (text: string, version = '') => findings(pssRestricted, namespace('baseline', version) + text);

/* One row a row of the standard's tables: what is not allowed, and whether baseline allows it. */
test.each([
  ['host network', pod(GOOD, CONTAINER, ', hostNetwork: true'), 'spec.hostNetwork', false],
  ['host processes', pod(GOOD, CONTAINER, ', hostPID: true'), 'spec.hostPID', false],
  ['host IPC', pod(GOOD, CONTAINER, ', hostIPC: true'), 'spec.hostIPC', false],
  ['privileged', pod(GOOD, `${CONTAINER}, privileged: true`), 'privileged', false],
  ['host path', pod(GOOD, CONTAINER, ', volumes: [{name: v, hostPath: {path: /}}]'), 'hostPath', false],
  ['host port', pod(GOOD, CONTAINER, '', ', ports: [{containerPort: 80, hostPort: 80}]'), 'hostPort', false],
  ['AppArmor', pod(`${GOOD}, appArmorProfile: {type: Unconfined}`, CONTAINER), 'appArmorProfile.type', false],
  ['SELinux type', pod(`${GOOD}, seLinuxOptions: {type: spc_t}`, CONTAINER), 'seLinuxOptions.type', false],
  ['SELinux user', pod(GOOD, `${CONTAINER}, seLinuxOptions: {user: u}`), 'seLinuxOptions.user', false],
  ['proc mount', pod(GOOD, `${CONTAINER}, procMount: Unmasked`), 'procMount', false],
  ['sysctl', pod(`${GOOD}, sysctls: [{name: kernel.msgmax, value: "1"}]`, CONTAINER), 'sysctls[0].name', false],
  ['Windows host process', pod(`${GOOD}, windowsOptions: {hostProcess: true}`, CONTAINER), 'hostProcess', false],
  ['seccomp unconfined', pod(GOOD, `${CONTAINER}, seccompProfile: {type: Unconfined}`), 'seccompProfile.type', false],
  [
    'capability',
    pod(GOOD, 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_RAW]}'),
    'capabilities.add[0]',
    false,
  ],
  [
    'capability of Docker',
    pod(GOOD, 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CHOWN]}'),
    'capabilities.add[0]',
    true,
  ],
  ['volume kind', pod(GOOD, CONTAINER, ', volumes: [{name: v, nfs: {server: s, path: /}}]'), 'volumes[0].nfs', true],
  ['escalation unset', pod(GOOD, 'capabilities: {drop: [ALL]}'), 'allowPrivilegeEscalation', true],
  [
    'escalation',
    pod(GOOD, 'allowPrivilegeEscalation: true, capabilities: {drop: [ALL]}'),
    'allowPrivilegeEscalation',
    true,
  ],
  ['root allowed', pod('seccompProfile: {type: RuntimeDefault}', CONTAINER), 'runAsNonRoot', true],
  ['root allowed in one container', pod(GOOD, `${CONTAINER}, runAsNonRoot: false`), 'runAsNonRoot', true],
  ['user 0', pod(`${GOOD}, runAsUser: 0`, CONTAINER), 'runAsUser', true],
  ['seccomp unset', pod('runAsNonRoot: true', CONTAINER), 'seccompProfile.type', true],
  ['capabilities kept', pod(GOOD, 'allowPrivilegeEscalation: false'), 'capabilities.drop', true],
])('%s', (_, text, field, inBaseline) => {
  expect(restricted(text)).toEqual([expect.stringContaining(field)]);
  expect(baseline(text)).toHaveLength(inBaseline ? 0 : 1);
});

test.each([
  ['all as it should be', pod(GOOD, CONTAINER)],
  ['in the container alone', pod('', `${CONTAINER}, ${GOOD}`)],
  ['a low port', pod(GOOD, 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}')],
  ['Windows', pod('runAsNonRoot: true', '', ', os: {name: windows}')],
  ['kinds of volumes', pod(GOOD, CONTAINER, ', volumes: [{name: a, emptyDir: {}}, {name: b, image: {reference: x}}]')],
])('silent: %s', (_, text) => {
  expect(restricted(text)).toEqual([]);
});

test('an init and an ephemeral container count', () => {
  const text = pod(
    GOOD,
    CONTAINER,
    ', initContainers: [{name: i, image: "x:1"}], ephemeralContainers: [{name: e, image: "x:1"}]',
  );
  expect(
    restricted(text)
      .map((line) => line.replace(/.*: (container "\w")/, '$1'))
      .sort(),
  ).toEqual([
    'container "e" does not drop all capabilities, which "restricted" does not allow',
    'container "e" has securityContext.allowPrivilegeEscalation unset, which "restricted" does not allow',
    'container "i" does not drop all capabilities, which "restricted" does not allow',
    'container "i" has securityContext.allowPrivilegeEscalation unset, which "restricted" does not allow',
  ]);
});

test('the version of the label counts, then that of the cluster', () => {
  const keepalive = pod(`${GOOD}, sysctls: [{name: net.ipv4.tcp_keepalive_time, value: "1"}]`, CONTAINER);
  expect(restricted(keepalive, 'v1.28')).toHaveLength(1);
  expect(restricted(keepalive, 'v1.29')).toEqual([]);
  expect(findings(pssRestricted, namespace('restricted') + keepalive, { kubernetes: '1.28' })).toHaveLength(1);
  const probe = pod(GOOD, CONTAINER, '', ', livenessProbe: {httpGet: {host: other, port: 80}}');
  expect(restricted(probe, 'v1.34')).toHaveLength(1);
  expect(restricted(probe, 'v1.33')).toEqual([]);
  const users = pod('seccompProfile: {type: RuntimeDefault}', CONTAINER, ', hostUsers: false');
  expect(restricted(users, 'v1.35')).toEqual([]);
  expect(restricted(users, 'v1.34')).toHaveLength(1);
});

test('no finding without a label, nor for a namespace that only warns', () => {
  expect(findings(pssRestricted, pod('', ''))).toEqual([]);
  expect(findings(pssRestricted, namespace('privileged') + pod('', ''))).toEqual([]);
});
