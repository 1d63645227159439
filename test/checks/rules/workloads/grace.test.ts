import { grace } from '../../../../src/checks/rules/workloads/grace.js';
import { deployment, findings } from '../../findings.js';

const pod = (hook: string, more = '') =>
  deployment('shop', more).replace('image: "x:1"', `image: "x:1", lifecycle: {preStop: ${hook}}`);
const check = (text: string) => findings(grace, text);
const at = 'warning spec.template.spec.containers[0].lifecycle.preStop';

test.each([
  ['{sleep: {seconds: 30}}', '', '.sleep.seconds: preStop of "app" sleeps 30 s, and the pod has 30 s to end'],
  [
    '{exec: {command: [sh, -c, "sleep 5; drain && sleep 10"]}}',
    'terminationGracePeriodSeconds: 15',
    '.exec.command: preStop of "app" sleeps 15 s, and the pod has 15 s to end',
  ],
])('%s', (hook, more, message) => {
  expect(check(pod(hook, more))).toEqual([at + message]);
});

test.each([
  ['{sleep: {seconds: 5}}', ''],
  ['{exec: {command: [sleep, "60"]}}', 'terminationGracePeriodSeconds: 90'],
  ['{exec: {command: [drain]}}', 'terminationGracePeriodSeconds: 0'],
])('silent: %s', (hook, more) => {
  expect(check(pod(hook, more))).toEqual([]);
});
