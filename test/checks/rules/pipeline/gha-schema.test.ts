import { ghaSchema } from '../../../../src/checks/rules/pipeline/gha-schema.js';
import { inWorkflow, workflow } from './workflow.js';

const of = (steps: string, job?: string, on?: string) => inWorkflow(ghaSchema, workflow(steps, job, on));
const jobs = (text: string) => inWorkflow(ghaSchema, `on: push\njobs: {${text}}\n`);
const make = 'runs-on: x, steps: [{run: make}]';

test('a secret in a condition, of a step or of a job', () => {
  expect(of('{run: x, if: "secrets.A != \'\'"}')).toEqual([
    'error jobs.a.steps[0].if: "secrets.A" stands in a condition, where there are no secrets',
  ]);
  expect(of('{run: x}', 'if: "${{ secrets.A }}"')).toHaveLength(1);
  expect(of('{run: x, env: {A: "${{ secrets.A }}"}, if: "env.A != \'secrets.A\'"}')).toEqual([]);
});

test('a filter and its opposite', () => {
  expect(of('{run: x}', '', '{push: {paths: [a], paths-ignore: [b]}}')).toEqual([
    'error on.push.paths-ignore: "push" has both paths and paths-ignore',
  ]);
});

test('texts that are no expressions', () => {
  expect(of('{run: "echo ${{ github.sha }"}')).toEqual([
    'error jobs.a.steps[0].run: an expression begins with ${{ and does not end',
  ]);
  expect(of(`{run: x, if: 'github.ref == "main"'}`)).toEqual([
    'error jobs.a.steps[0].if: "github.ref == "main"" is no expression: texts stand in single quotes',
  ]);
});

test('jobs that wait for what is not there, or for themselves', () => {
  expect(jobs(`a: {needs: b, ${make}}`)).toEqual([
    'error jobs.a.needs: job "a" needs "b", which is no job of the workflow',
  ]);
  expect(jobs(`a: {needs: b, ${make}}, b: {needs: [a], ${make}}`)).toEqual([
    'error jobs.a.needs: job "a" waits for itself',
    'error jobs.b.needs: job "b" waits for itself',
  ]);
  expect(jobs('a: {steps: [{run: x}]}, b: {uses: ./.github/workflows/y.yaml}')).toEqual([
    'error jobs.a: job "a" has no runs-on',
  ]);
});

test('steps that are none, and ids that are there twice', () => {
  expect(of('{id: a, run: x}, {id: a, run: y}, {name: z}, {run: x, uses: y}')).toEqual([
    'error jobs.a.steps[1].id: two steps of the job have the id "a"',
    'error jobs.a.steps[2]: a step has neither run nor uses',
    'error jobs.a.steps[3]: a step has both run and uses',
  ]);
});

test('a cache that the builder cannot export', () => {
  const build = '{uses: docker/build-push-action@v6, with: {cache-to: "type=gha,mode=max"}}';
  expect(of(build)).toEqual([
    'error jobs.a.steps[0].with.cache-to: a cache is exported, and no step before it sets up a builder that can',
  ]);
  expect(of(`{uses: docker/setup-buildx-action@v3}, ${build}`)).toEqual([]);
});

test('names that lead nowhere', () => {
  const empty = (name: string, job?: string) => of(`{id: a, run: x}, {run: "echo \${{ ${name} }}"}`, job);
  expect(empty('steps.b.outputs.c')).toEqual([
    'error jobs.a.steps[1].run: "steps.b.outputs.c" is always empty: no step of the job has the id "b"',
  ]);
  expect(empty('steps.a.outputs.c')).toEqual([]);
  expect(empty('needs.b.result')).toEqual([
    'error jobs.a.steps[1].run: "needs.b.result" is always empty: there is no job "b"',
  ]);
  expect(empty('matrix.b')).toHaveLength(1);
  expect(empty('matrix.b', 'strategy: {matrix: {c: [1], include: [{b: 1}]}}')).toEqual([]);
  expect(empty('matrix.b', 'strategy: {matrix: "${{ fromJSON(vars.ALL) }}"}')).toEqual([]);
});

test('outputs of another job', () => {
  const other = 'b: {runs-on: x, outputs: {tag: x}, steps: [{run: x}]}';
  const reader = (needs: string, name: string) =>
    `a: {${needs}runs-on: x, if: "${name} == 1", steps: [{run: x}]}, ${other}`;
  expect(jobs(reader('needs: b, ', 'needs.b.outputs.tag'))).toEqual([]);
  expect(jobs(reader('needs: b, ', 'needs.b.outputs.tags'))).toEqual([
    'error jobs.a.if: "needs.b.outputs.tags" is always empty: job "b" has no output "tags"',
  ]);
  expect(jobs(reader('', 'needs.b.outputs.tag'))).toEqual([
    'error jobs.a.if: "needs.b.outputs.tag" is always empty: the job does not need "b"',
  ]);
});

test('outputs that no job reads', () => {
  const build = (outputs: string) => `build: {${make}, outputs: {${outputs}}}`;
  const reader = (read: string) => `b: {needs: build, runs-on: x, steps: [{run: "echo ${read}"}]}`;
  const given = 'tag: "${{ github.sha }}", sum: "${{ github.ref }}"';
  expect(jobs(`${build(given)}, ${reader('hello')}`)).toEqual([
    'warning jobs.build.outputs: job "build" gives "tag", "sum", which no job reads',
  ]);
  expect(jobs(`${build(given)}, ${reader('${{ needs.build.outputs.tag }}')}`)).toEqual([
    'warning jobs.build.outputs.sum: job "build" gives "sum", which no job reads',
  ]);
  expect(jobs(`${build(given)}, ${reader('${{ toJSON(needs.build.outputs) }}')}`)).toEqual([]);
  const called = 'on: {workflow_call: {outputs: {tag: {value: "${{ jobs.build.outputs.tag }}"}}}}';
  expect(inWorkflow(ghaSchema, `${called}\njobs: {${build('tag: "${{ github.sha }}"')}}\n`)).toEqual([]);
});

test('an event that there is not', () => {
  expect(of('{run: x}', '', '{pussh: {}}')).toEqual(['error on.pussh: "pussh" is no event']);
  expect(of('{run: x}', '', 'pul_request')).toEqual(['error on: "pul_request" is no event']);
  expect(of('{run: x}', '', '[push, workflow_cal]')).toEqual(['error on[1]: "workflow_cal" is no event']);
  expect(of('{run: x}', '', '{something_newer: {}, merge_group: {}}')).toEqual([]);
});

test('an expression that ends in the next one', () => {
  expect(of('{run: "echo ${{ github.sha } ${{ github.ref }}"}')[0]).toContain('begins with ${{ and does not end');
  expect(of('{run: "echo ${{ github.sha }} ${{ github.ref }}"}')).toEqual([]);
});

test('an action that cannot be fetched', () => {
  expect(of('{uses: actions/checkout}')).toEqual([
    'error jobs.a.steps[0].uses: action "actions/checkout" has no version',
  ]);
  const local = '{uses: ./.github/actions/a}';
  expect(of(local)).toEqual([
    'error jobs.a.steps[0].uses: action "./.github/actions/a" lies in the repository, of which nothing is checked out yet',
  ]);
  expect(of(`{uses: actions/checkout@v4}, ${local}`)).toEqual([]);
  expect(of(`{run: git clone x .}, ${local}`)).toEqual([]);
  expect(of('{uses: docker://alpine}')).toEqual([]);
});

test.each([
  [
    `{run: x, if: "github.event_name == 'pull_request'"}`,
    /"pull_request" is compared with the event, and only push start/,
  ],
  [
    '{id: b, run: x}, {run: x, if: steps.b.outputs.c != true}',
    /"steps\.b\.outputs\.c" is text, and is compared with true: that is always true/,
  ],
  [`{run: x, if: "\${{ github.ref }} == 'main'"}`, /is more than its expression: it is always true/],
  [
    '{id: b, run: x}, {run: "${{ steps.b.output.c }}"}',
    /"steps\.b\.output\.c" is always empty: there is no "output", there are outputs/,
  ],
  ['{run: "${{ secret.A }}"}', /"secret\.A" is always empty: there is no "secret", there is "secrets"/],
])('a condition or a name that says nothing: %s', (steps, message) => {
  expect(of(steps, '', 'push')).toEqual([expect.stringMatching(message)]);
});

test.each([
  [`{run: x, if: "github.event_name == 'push'"}`],
  ["{id: b, run: x}, {run: x, if: steps.b.outputs.c != 'true'}"],
  ['{run: x, if: "${{ github.ref }}"}'],
  ['{id: b, run: x}, {run: "${{ steps.b.outcome }}"}'],
])('silent: %s', (steps) => {
  expect(of(steps, '', 'push')).toEqual([]);
});
