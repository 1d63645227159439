import { scriptInjection } from '../../../../src/checks/rules/pipeline/script-injection.js';
import { inWorkflow, workflow } from './workflow.js';

const of = (steps: string, on?: string) => inWorkflow(scriptInjection, workflow(steps, '', on));
const run = (expression: string) => of(`{run: "echo \${{ ${expression} }}"}`);

test.each([
  'github.head_ref',
  'github.event.issue.title',
  'github.event.comment.body',
  'github.event.pull_request.head.ref',
  'github.event.head_commit.message',
  'github.event.commits.*.author.email',
])('%s in a script', (name) => {
  expect(run(name)).toEqual([`error jobs.a.steps[0].run: "${name}" stands in the script itself`]);
});

test('however it is written, and inside of a larger expression', () => {
  expect(run("github.event['issue'].title || 'none'")).toHaveLength(1);
  expect(run('github.event.commits[0].message')).toHaveLength(1);
  expect(run('toJSON(github.event.head_commit)')).toHaveLength(1);
  expect(run("format('{0}', github.event.issue.title)")).toHaveLength(1);
});

test.each([
  'github.sha',
  'github.event.pull_request.number',
  "contains(github.event.head_commit.message, 'docs')",
  "github.head_ref == 'main'",
  "'github.head_ref'",
])('%s does no harm', (name) => {
  expect(run(name)).toEqual([]);
});

test('a script of github-script, but no other input', () => {
  const step = (action: string) => `{uses: ${action}, with: {script: "f('\${{ github.event.issue.title }}')"}}`;
  expect(of(step('actions/github-script@v7'))).toHaveLength(1);
  expect(of(step('acme/other@v7'))).toEqual([]);
});

test('the code of a pull request with the rights of the base', () => {
  const checkout = '{uses: actions/checkout@v4, with: {ref: "${{ github.event.pull_request.head.sha }}"}}';
  expect(of(checkout, '{pull_request_target: {}}')).toEqual([
    'error jobs.a.steps[0].with.ref: a workflow of pull_request_target checks out the code of the pull request',
  ]);
  expect(of(checkout, '[pull_request]')).toEqual([]);
});

test('by way of a variable that is put into the script', () => {
  const env = 'env: {TITLE: "${{ github.event.issue.title }}"}';
  expect(of(`{run: "echo \${{ env.TITLE }}", ${env}}`)).toEqual([
    'error jobs.a.steps[0].run: "env.TITLE", which is "github.event.issue.title", stands in the script itself',
  ]);
  expect(of(`{run: "echo $TITLE", ${env}}`)).toEqual([]);
});
