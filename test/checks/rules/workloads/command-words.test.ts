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
])('silent: %s', (container) => {
  expect(findings(commandWords, pod(container))).toEqual([]);
});
