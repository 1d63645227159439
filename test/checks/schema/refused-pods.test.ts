import { schema } from '../../../src/checks/rules/schema/schema.js';
import { deployment, findings } from '../findings.js';

const inPod = (more: string) => deployment('shop', more);
const inContainer = (more: string, pod = '') =>
  deployment('shop', pod).replace('image: "x:1"', `image: "x:1", ${more}`);
const check = (text: string) => findings(schema, text);
const at = 'error spec.template.spec';

test.each([
  [
    'two volumes of one name',
    inPod('volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}]'),
    `${at}.volumes[1].name: volume "a" is there twice`,
  ],
  [
    'two ports of one name',
    inContainer('ports: [{name: a, containerPort: 1}, {name: a, containerPort: 2}]'),
    `${at}.containers[0].ports[1].name: port "a" is there twice`,
  ],
  [
    'a probe that asks nothing',
    inContainer('livenessProbe: {periodSeconds: 5}'),
    `${at}.containers[0].livenessProbe: "livenessProbe" has none of exec, httpGet, tcpSocket and grpc, it needs one of them`,
  ],
  [
    'a probe that asks twice',
    inContainer('livenessProbe: {tcpSocket: {port: 1}, exec: {command: [a]}}'),
    `${at}.containers[0].livenessProbe: "livenessProbe" has exec and tcpSocket, allowed is one of them`,
  ],
  [
    'successes of a liveness probe',
    inContainer('livenessProbe: {successThreshold: 2, tcpSocket: {port: 1}}'),
    `${at}.containers[0].livenessProbe.successThreshold: "livenessProbe" has successThreshold 2, only 1 is allowed`,
  ],
  [
    'a Deployment that does not restart',
    inPod('restartPolicy: Never'),
    `${at}.restartPolicy: a Deployment has restartPolicy Never, allowed is Always`,
  ],
])('%s', (_, text, message) => {
  expect(check(text)).toEqual([message]);
});

test('a word that somebody fills in later is not known to be wrong', () => {
  for (const text of [inPod('restartPolicy: $(POLICY)'), cron('@daily', '$(POLICY)')]) expect(check(text)).toEqual([]);
  expect(check(inPod('tolerations: [{key: a, operator: Exists, effect: $(EFFECT), tolerationSeconds: 60}]'))).toEqual(
    [],
  );
});

const cron = (schedule: string, policy = 'Never') =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: "${schedule}", jobTemplate: {spec: {template: {spec: {restartPolicy: ${policy}, containers: [{name: a, image: "x:1"}]}}}}}}`;

test('a CronJob', () => {
  expect(check(cron('0 25 * * *'))).toEqual([
    'error spec.schedule: "0 25 * * *" has "25" as hour, allowed are 0-23, "*", "," "-" and "/"',
  ]);
  expect(check(cron('0 0 * * *', 'Always'))).toEqual([
    'error spec.jobTemplate.spec.template.spec.restartPolicy: a CronJob has restartPolicy Always, allowed are Never and OnFailure',
  ]);
});

test.each([
  inContainer('volumeMounts: [{name: data, mountPath: /d}]', 'volumes: [{name: data, emptyDir: {}}]'),
  inContainer('readinessProbe: {successThreshold: 2, tcpSocket: {port: 1}}'),
  cron('*/15 8-18 * jan,feb MON-FRI'),
  cron('@daily'),
])('silent: %s', (text) => {
  expect(check(text)).toEqual([]);
});

test.each([
  ['{key: a, operator: Exists, value: b}', 'a toleration with operator Exists has the value "b"'],
  ['{value: b}', 'a toleration without a key needs operator Exists'],
])('toleration %s', (toleration, message) => {
  expect(check(inPod(`tolerations: [${toleration}]`))).toEqual([expect.stringContaining(message)]);
});

test.each(['{operator: Exists}', '{key: a, operator: Exists}', '{key: a, value: b}', '{key: a}'])(
  'toleration %s is taken',
  (toleration) => {
    expect(check(inPod(`tolerations: [${toleration}]`))).toEqual([]);
  },
);
