import { commandWords } from '../../../../src/checks/rules/workloads/command-words.js';
import { findings } from '../../findings.js';

const pod = (container: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {containers: [{name: app, image: "x:1", ${container}}]}}`;
const at = 'error spec.containers[0]';

test.each([
  ['command: [python main.py]', `${at}.command[0]: "python main.py" is one word: no program is called so`],
  [
    'command: [/bin/server --port 80]',
    `${at}.command[0]: "/bin/server --port 80" is one word: no program is called so`,
  ],
  [
    'args: ["--host 0.0.0.0 --port 8000"]',
    `${at}.args[0]: "--host 0.0.0.0 --port 8000" is one word: the program gets all options as one`,
  ],
  [
    'livenessProbe: {exec: {command: ["curl -f http://localhost:8000/health"]}}',
    `${at}.livenessProbe.exec.command[0]: "curl -f http://localhost:8000/health" is one word: no program is called so`,
  ],
  [
    'lifecycle: {preStop: {exec: {command: [sleep 10]}}}',
    `${at}.lifecycle.preStop.exec.command[0]: "sleep 10" is one word: no program is called so`,
  ],
  [
    'command: [celery], args: ["-A shop.main worker --loglevel=info"]',
    `${at}.args[0]: "-A shop.main worker --loglevel=info" is one word: the program gets all options as one`,
  ],
  [
    'command: [/bin/sh, "-c echo hi"]',
    `${at}.command[1]: "-c echo hi" is one word: the shell reads each letter of it as an option`,
  ],
])('%s', (container, said) => {
  expect(findings(commandWords, pod(container))).toEqual([said]);
});

test.each([
  'command: [sh, -c, "python main.py --port 80"]',
  'command: [sh, -c], args: ["--host 0.0.0.0 --port 8000"]',
  'command: [sh, -c], args: ["python main.py"]',
  'command: ["/opt/my tool/run"]',
  'args: ["--title=a b"]',
  'args: ["--query", "a --b"]',
  'args: ["run it"]',
  'command: [sh, "-ec", "echo hi"]',
  'command: [python, "-c import this"]',
  'readinessProbe: {exec: {command: [sh, -c, "test -f /tmp/ready"]}}',
])('silent: %s', (container) => {
  expect(findings(commandWords, pod(container))).toEqual([]);
});
