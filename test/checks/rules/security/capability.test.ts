import { capability } from '../../../../src/checks/rules/security/capability.js';
import { findings } from '../../findings.js';

const pod = (capabilities: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {containers: [{name: app, image: "x:1", securityContext: {capabilities: {${capabilities}}}}]}}`;
const at = 'warning spec.containers[0].securityContext.capabilities';

test.each([
  ['add: [NET_RAW, CAP_SYS_TIME]', `${at}.add[1]: "CAP_SYS_TIME" is no name of a capability`],
  ['drop: [CAP_ALL]', `${at}.drop[0]: "CAP_ALL" is no name of a capability`],
  ['add: [NET_BIND_SERVICES]', `${at}.add[0]: "NET_BIND_SERVICES" is no name of a capability`],
  ['drop: [everything]', `${at}.drop[0]: "everything" is no name of a capability`],
])('%s', (capabilities, said) => {
  expect(findings(capability, pod(capabilities))).toEqual([said]);
});

test.each([
  'drop: [ALL], add: [NET_BIND_SERVICE]',
  'drop: [all, net_raw]',
  'add: ["{{ .Values.capability }}"]',
  'add: []',
])('silent: %s', (capabilities) => {
  expect(findings(capability, pod(capabilities))).toEqual([]);
});
