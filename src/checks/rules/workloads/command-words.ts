import type { Field } from '../../../manifest/field.js';
import { type Report, report, rule } from '../../rule.js';

const example = (command: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      command: ${command}
`;

export const commandWords = rule({
  id: 'command-words',
  severity: 'error',
  what: 'A command or its options stand in one word',
  why: 'No shell parts the words: a program of that whole name is looked for ("no such file or directory"), or gets one odd option.',
  fix: 'Write each word as an entry of the list, or let a shell part them: [sh, -c, "…"].',
  exceptions: ['What is given to a shell by -c.', 'A path with a space in it that is written by itself: /opt/my tool.'],
  source: 'Kubernetes, tasks/inject-data-application/define-command-argument-container',
  wrong: example('[python main.py] # <--'),
  right: example('[python, main.py]'),
  *check({ set }) {
    for (const { containers } of set.podTemplates()) for (const { field } of containers) yield* check(field);
  },
});

/** What runs beside the program of the container. */
const ASIDE = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

function* check(container: Field): Iterable<Report> {
  yield* program(container.items('command'));
  for (const path of ASIDE) yield* program(container.at(path).items('exec.command'));
  const more = container.items('command').slice(1);
  const args = container.items('args');
  const [only] = args;
  // Whatever ends in -c is given a script.
  if (args.length !== 1 || more.at(-1)?.text === '-c' || !only?.text) return;
  if (/^--?[a-z][\w-]*(?:[ =]\S+)?\s+(?:\w\S*\s+)?--?[a-z][\w-]*(?:[ =]|$)/i.test(only.text))
    yield report(only, `"${shown(only.text)}" is one word: the program gets all options as one`, {
      fix: `Write [${only.text.trim().split(/\s+/).join(', ')}].`,
    });
}

function* program([first, second]: readonly Field[]): Iterable<Report> {
  const name = first?.text?.trim();
  if (first && name !== undefined && /^[\w.-]+\s+\S|^\/\S+\s+[-/]/.test(name))
    yield report(first, `"${shown(name)}" is one word: no program is called so`, {
      fix: `Write [${name.split(/\s+/).join(', ')}].`,
    });
  else if (name !== undefined && SHELL.test(name) && second?.text && /^-c\s+\S/.test(second.text))
    yield report(second, `"${shown(second.text)}" is one word: the shell reads each letter of it as an option`, {
      fix: `Write [${name}, -c, "…"].`,
    });
}

const SHELL = /^(?:\S*\/)?(?:ba|da|a)?sh$/;

function shown(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
