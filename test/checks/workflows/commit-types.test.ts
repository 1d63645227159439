import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

const title = '{T: "${{ github.event.pull_request.title }}"}';
const script = (run: string, env = title) =>
  inWorkflow(ghaSchema, workflow(`{env: ${env}, run: ${JSON.stringify(run)}}`)).filter((one) => one.includes('colon'));
const says = (type: string, at: string) => [
  `warning jobs.a.steps[0].${at}: the type of a commit is read up to the colon: "${type}(cart): …" is not taken for "${type}"`,
];

test.each([
  ['docs', `type=$(echo "$T" | sed -n 's/^\\([a-z]\\+\\):.*/\\1/p')\nif [[ "$type" =~ ^(docs)$ ]]; then exit 0; fi`],
  ['docs', '[[ "$T" =~ ^(docs|chore): ]] && exit 0'],
  ['feat', `echo "$T" | grep -Eq '^feat:' && echo minor`],
  ['fix', `case "$(echo "$T" | sed -E 's/^([a-z]+):.*/\\1/')" in\n  fix|perf) echo patch ;;\nesac`],
])('the type %s, without a scope', (type, run) => {
  expect(script(run)).toEqual(says(type, 'run'));
});

test('a condition', () => {
  const step = (text: string) =>
    inWorkflow(ghaSchema, workflow(`{run: make, if: "startsWith(github.event.head_commit.message, '${text}')"}`));
  expect(step('docs:')).toEqual(says('docs', 'if'));
  expect(step('docs')).toEqual([]);
});

test.each([
  [
    'a scope that may be there',
    `echo "$T" | sed -n 's/^\\([a-z]\\+\\)\\(([^)]*)\\)\\?:.*/\\1/p' | grep '^docs$'`,
    title,
  ],
  ['one that is taken away first', `echo "$T" | sed 's/(.*)//' | grep '^docs:'`, title],
  ['a scope in an extended pattern', String.raw`[[ "$T" =~ ^(docs|chore)(\(.+\))?: ]]`, title],
  ['text that is no message of a commit', `grep '^docs:' config.yaml`, '{}'],
  ['what is no type', `echo "$T" | grep '^(WIP):'`, title],
])('silent: %s', (_, run, env) => {
  expect(script(run, env)).toEqual([]);
});
