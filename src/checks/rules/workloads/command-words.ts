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

function* check(container: Field): Iterable<Report> {
  const [program, ...more] = container.items('command');
  const name = program?.text?.trim();
  if (program && name !== undefined && /^[\w.-]+\s+\S|^\/\S+\s+-/.test(name))
    yield report(program, `"${shown(name)}" is one word: no program is called so`, {
      fix: `Write [${name.split(/\s+/).join(', ')}].`,
    });
  const args = container.items('args');
  const [only] = args;
  // Whatever ends in -c is given a script.
  if (args.length !== 1 || more.at(-1)?.text === '-c' || !only?.text) return;
  if (/^--?[a-z][\w-]*(?:[ =]\S+)?\s+--?[a-z][\w-]*(?:[ =]|$)/.test(only.text))
    yield report(only, `"${shown(only.text)}" is one word: the program gets all options as one`, {
      fix: `Write [${only.text.trim().split(/\s+/).join(', ')}].`,
    });
}

function shown(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
