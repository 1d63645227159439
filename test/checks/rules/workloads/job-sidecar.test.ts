import { jobSidecar } from '../../../../src/checks/rules/workloads/job-sidecar.js';
import { findings } from '../../findings.js';

const namespace = (labels: string) =>
  `---\n{apiVersion: v1, kind: Namespace, metadata: {name: api, labels: ${labels}}}\n`;
const template = (metadata: string, more = '') =>
  `{metadata: ${metadata}, spec: {containers: [{name: a, image: "x:1"${more}}]}}`;
const job = (metadata = '{}', more = '') =>
  `---\n{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: api}, spec: {template: ${template(metadata, more)}}}\n`;
const cron = `---\n{apiVersion: batch/v1, kind: CronJob, metadata: {name: c, namespace: api}, spec: {schedule: "0 0 * * *", jobTemplate: {spec: {template: ${template('{}')}}}}}\n`;
const check = (text: string) => findings(jobSidecar, text);

test.each(['{istio-injection: enabled}', '{istio.io/rev: stable}'])('Jobs and CronJobs: %s', (labels) => {
  expect(check(namespace(labels) + job() + cron)).toEqual([
    'warning spec.template: the pods of "j" get Istio\'s proxy, as namespace "api" says',
    'warning spec.jobTemplate.spec.template: the pods of "c" get Istio\'s proxy, as namespace "api" says',
  ]);
});

test.each([
  ['no injection', namespace('{istio-injection: disabled}') + job()],
  ['a namespace that is not shown', job()],
  [
    'left out by a label',
    namespace('{istio-injection: enabled}') + job('{labels: {sidecar.istio.io/inject: "false"}}'),
  ],
  [
    'left out by an annotation',
    namespace('{istio-injection: enabled}') + job('{annotations: {sidecar.istio.io/inject: "false"}}'),
  ],
  [
    'the proxy is stopped',
    namespace('{istio-injection: enabled}') + job('{}', ', args: [run && curl -X POST localhost/quitquitquit]'),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('an error where the mesh is known to have no native sidecars', () => {
  const istiod = (version: string, values = '{}') =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: m, namespace: argocd}, spec: {source: {chart: istiod, targetRevision: ${version}, helm: {valuesObject: ${values}}}}}\n`;
  const text = namespace('{istio-injection: enabled}') + job();
  expect(check(text + istiod('1.24.1'))).toEqual([expect.stringMatching(/^error/)]);
  expect(check(text + istiod('1.27.0'))).toEqual([expect.stringMatching(/^warning/)]);
  const native = '{pilot: {env: {ENABLE_NATIVE_SIDECARS: "true"}}}';
  expect(check(text + istiod('1.24.1', native))).toEqual([expect.stringMatching(/^warning/)]);
});
