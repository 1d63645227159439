import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const pod = (container: string, spec = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {${spec}containers: [{name: app, image: "x:1", ${container}}]}}`;
const init = (container: string) => pod('tty: false', `initContainers: [{name: i, image: "x:1", ${container}}], `);
const context = (own: string, spec = '') => pod(`securityContext: {${own}}`, spec && `securityContext: {${spec}}, `);
const at = 'spec.containers[0]';

test.each([
  [
    'a probe of an init container',
    init('readinessProbe: {tcpSocket: {port: 80}}'),
    'error spec.initContainers[0].readinessProbe: "readinessProbe" is set, which an init container may not have',
  ],
  [
    'a policy of a single container',
    pod('restartPolicy: OnFailure'),
    `error ${at}.restartPolicy: "restartPolicy" is set, which only an init container may have`,
  ],
  [
    'a policy of an init container',
    init('restartPolicy: Never'),
    'error spec.initContainers[0].restartPolicy: "restartPolicy" of an init container is "Never", allowed is Always',
  ],
  [
    'mounts that reach the node',
    pod('volumeMounts: [{name: d, mountPath: /d, mountPropagation: Bidirectional}]'),
    `error ${at}.volumeMounts[0].mountPropagation: mountPropagation is Bidirectional in a container that is not privileged`,
  ],
  [
    'a period of 0',
    pod('livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 0}'),
    `warning ${at}.livenessProbe.periodSeconds: "periodSeconds" is 0, which stands for the default, 10`,
  ],
  [
    'a grace of a readiness probe',
    pod('readinessProbe: {tcpSocket: {port: 80}, terminationGracePeriodSeconds: 5}'),
    `error ${at}.readinessProbe.terminationGracePeriodSeconds: "terminationGracePeriodSeconds" is set, which a readinessProbe may not have`,
  ],
  [
    'a hook that does nothing',
    pod('lifecycle: {preStop: {}}'),
    `error ${at}.lifecycle.preStop: "preStop" has none of exec, httpGet, tcpSocket and sleep, it needs one of them`,
  ],
  [
    'a hook that does two things',
    pod('lifecycle: {postStart: {exec: {command: [a]}, httpGet: {port: 80}}}'),
    `error ${at}.lifecycle.postStart: "postStart" has exec and httpGet, allowed is one of them`,
  ],
  [
    'another port on the node',
    pod('ports: [{containerPort: 80, hostPort: 8080}]', 'hostNetwork: true, '),
    `error ${at}.ports[0].hostPort: "hostPort" is 8080 and "containerPort" 80, in a pod on the network of its node`,
  ],
  [
    'privileged',
    context('privileged: true, allowPrivilegeEscalation: false'),
    `error ${at}.securityContext.allowPrivilegeEscalation: "allowPrivilegeEscalation" is false in a container that is privileged`,
  ],
  [
    'root that must not be',
    context('runAsUser: 0', 'runAsNonRoot: true'),
    `error ${at}.securityContext.runAsUser: "runAsUser" is 0, which is root, and "runAsNonRoot" is true`,
  ],
  [
    'a profile without its file',
    context('seccompProfile: {type: Localhost}'),
    `error ${at}.securityContext.seccompProfile: the profile is of type Localhost, and names no file`,
  ],
  [
    'a file that is not read',
    context('runAsUser: 1', 'seccompProfile: {type: RuntimeDefault, localhostProfile: a.json}'),
    'error spec.securityContext.seccompProfile.localhostProfile: "localhostProfile" is set, and the profile is of type RuntimeDefault',
  ],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  init('restartPolicy: Always, readinessProbe: {tcpSocket: {port: 80}}, lifecycle: {preStop: {sleep: {seconds: 5}}}'),
  pod(
    'livenessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 0, periodSeconds: 1, terminationGracePeriodSeconds: 1}',
  ),
  pod('ports: [{containerPort: 80, hostPort: 8080}]'),
  pod('ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81}]', 'hostNetwork: true, '),
  context('runAsNonRoot: false, runAsUser: 0', 'runAsNonRoot: true'),
  context('runAsUser: 1000', 'runAsNonRoot: true, runAsUser: 0'),
  context('seccompProfile: {type: Localhost, localhostProfile: a.json}', 'seccompProfile: {type: RuntimeDefault}'),
  context('allowPrivilegeEscalation: true, privileged: true'),
  pod('securityContext: {privileged: true}, volumeMounts: [{name: d, mountPath: /d, mountPropagation: Bidirectional}]'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
