import { schema } from '../../../src/checks/rules/schema/schema.js';
import { deployment, findings } from '../findings.js';

const job = (spec: string, pod = 'restartPolicy: Never') =>
  `{apiVersion: batch/v1, kind: Job, metadata: {name: a, namespace: api}, spec: {${spec}, template: {spec: {${pod}, containers: [{name: app, image: "x:1"}]}}}}`;
const cron = (spec: string, own = 'backoffLimit: 1') =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a, namespace: api}, spec: {schedule: 0 8 * * *, ${spec}, jobTemplate: {spec: {${own}, template: {spec: {restartPolicy: Never, containers: [{name: app, image: "x:1"}]}}}}}}`;
const selecting = (selector: string) => deployment('a').replace('{matchLabels: {app: a}}', selector);
const POLICY = 'podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}';

test.each([
  [
    deployment('a', 'activeDeadlineSeconds: 60'),
    'error spec.template.spec.activeDeadlineSeconds: "activeDeadlineSeconds" is set, which the pods of a Deployment may not have',
  ],
  [selecting('{}'), 'error spec.selector: the selector of the Deployment is empty'],
  [selecting('{matchLabels: {}}'), 'error spec.selector: the selector of the Deployment is empty'],
  [
    job('completionMode: Indexed'),
    'error spec.completionMode: completionMode is Indexed, and the Job has no completions',
  ],
  [
    job('backoffLimitPerIndex: 1'),
    'error spec.backoffLimitPerIndex: "backoffLimitPerIndex" is set, and completionMode is not Indexed',
  ],
  [
    job(POLICY, 'restartPolicy: OnFailure'),
    'error spec.podFailurePolicy: "podFailurePolicy" is set, and restartPolicy is OnFailure',
  ],
  [
    cron('startingDeadlineSeconds: 5'),
    'warning spec.startingDeadlineSeconds: "startingDeadlineSeconds" is 5, and the controller looks every 10 s',
  ],
  [
    cron('suspend: false', 'completionMode: Indexed'),
    'error spec.jobTemplate.spec.completionMode: completionMode is Indexed, and the Job has no completions',
  ],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  deployment('a'),
  selecting('{matchExpressions: [{key: app, operator: Exists}]}'),
  job('activeDeadlineSeconds: 60', 'restartPolicy: Never, activeDeadlineSeconds: 60'),
  job(`completionMode: Indexed, completions: 3, backoffLimitPerIndex: 0, ${POLICY}`),
  cron('startingDeadlineSeconds: 10'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});

test('labels beside matchLabels are said by the schema alone', () => {
  expect(findings(schema, selecting('{app: a}'))).toEqual([
    'error spec.selector.app: "spec.selector.app" is no field of a Deployment',
  ]);
});
