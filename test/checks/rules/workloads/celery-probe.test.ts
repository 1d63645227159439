import { celeryProbe } from '../../../../src/checks/rules/workloads/celery-probe.js';
import { deployment, findings } from '../../findings.js';

const ping = (options: string) => `exec: {command: [celery, -A, x, inspect, ping${options}]}`;
const pod = (probes: string) => deployment('shop').replace('image: "x:1"', `image: "x:1", ${probes}`);
const live = (options: string, more: string, startup = ', startupProbe: {exec: {command: [true]}}') =>
  pod(`livenessProbe: {${ping(options)}${more}}${startup}`);
const check = (text: string) => findings(celeryProbe, text);
const probe = 'warning spec.template.spec.containers[0].livenessProbe';

test.each([
  ['less than it needs', ', -d, w, -t, "10"', ', timeoutSeconds: 5', '.timeoutSeconds', 'and is stopped after 5 s'],
  ['the second that it gets by itself', ', -d, w', '', '', 'and is stopped after 1 s'],
  [
    'an answer that may not take long',
    ', -d, w, -t, "5"',
    ', timeoutSeconds: 15',
    '.timeoutSeconds',
    'waits 5 s for the answer',
  ],
  [
    'a longer wait than it is given',
    ', -d, w, -t, "20"',
    ', timeoutSeconds: 15',
    '.timeoutSeconds',
    'it can only fail',
  ],
])('%s', (_, options, more, at, message) => {
  const [found, ...rest] = check(live(options, more));
  expect(found).toContain(`${probe}${at}: `);
  expect(found).toContain(message);
  expect(rest).toEqual([]);
});

test('whichever worker answers, said once', () => {
  const text = live(', -t, "10"', ', timeoutSeconds: 15');
  expect(check(text + text.replaceAll('shop', 'cart'))).toEqual([
    `${probe}.exec.command: ping asks every worker: it succeeds when another one answers, as in 1 more`,
  ]);
});

test('no time to start', () => {
  const text = live(', -d, w, -t, "10"', ', timeoutSeconds: 15, initialDelaySeconds: 60, periodSeconds: 30', '');
  expect(check(text)).toEqual([
    `${probe}: "livenessProbe" pings Celery from the start: a worker that needs over 150 s is killed`,
  ]);
});

test.each([
  ['one that has time and says whom it means', live(', -d, w, -t, "10"', ', timeoutSeconds: 15')],
  [
    'one that waits long before it begins',
    live(', -d, w, -t, "10"', ', timeoutSeconds: 15, initialDelaySeconds: 180', ''),
  ],
  ['readiness of any worker', pod(`readinessProbe: {${ping(', -t, "10"')}, timeoutSeconds: 15}`)],
  ['another command', pod('livenessProbe: {exec: {command: [cat, /tmp/alive]}}')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
