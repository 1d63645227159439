import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { inFiles } from '../findings.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

const hosted = (steps: string, job = '') =>
  inWorkflow(ghaSchema, `on: push\njobs: {a: {runs-on: ubuntu-24.04, ${job && `${job}, `}steps: [${steps}]}}\n`);
const checkout = '{uses: actions/checkout@v4}';
const build = (given: string) => `{uses: docker/build-push-action@v6, with: {${given}}}`;
const login = (given: string) => `{uses: docker/login-action@v3, with: {${given}}}`;

test.each([
  ['ubuntu-lastest', 'there is hardly a runner "ubuntu-lastest"'],
  ['ubuntu-20.04', 'runners "ubuntu-20.04" are gone since 2025-04'],
])('runners: %s', (label, message) => {
  const on = (one: string) => inWorkflow(ghaSchema, `on: push\njobs: {a: {runs-on: ${one}, steps: [{run: x}]}}\n`);
  expect(on(label)).toEqual([`error jobs.a.runs-on: ${message}`]);
  expect(on(`[self-hosted, ubuntu, ${label}-big]`)).toEqual([]);
});

test('versions that are numbers', () => {
  const setUp = (version: string) => `{uses: actions/setup-python@v5, with: {python-version: ${version}}}`;
  expect(hosted(setUp('3.10'))).toEqual([
    'error jobs.a.steps[0].with.python-version: "python-version" is the number 3.10, which is 3.1',
  ]);
  expect(hosted(`${setUp('3.12')}, ${setUp("'3.10'")}, {run: x, env: {RATIO: 1.50}}`)).toEqual([]);
  const matrix = 'strategy: {matrix: {go: ["1.21", 1.20]}}';
  expect(hosted('{run: "${{ matrix.go }}"}', matrix)).toEqual([
    'error jobs.a.strategy.matrix.go[1]: "go" is the number 1.20, which is 1.2',
  ]);
});

test('a matrix of a text', () => {
  const matrix = (value: string) => `strategy: {matrix: {b: "\${{ ${value} }}"}}`;
  const outputs = 'needs: c, ';
  const jobs = (value: string) =>
    inWorkflow(
      ghaSchema,
      `on: push\njobs: {a: {${outputs}runs-on: x, ${matrix(value)}, steps: [{run: x}]}, c: {runs-on: x, outputs: {d: x}, steps: [{run: x}]}}\n`,
    );
  expect(jobs('needs.c.outputs.d')).toEqual([
    'error jobs.a.strategy.matrix.b: "needs.c.outputs.d" is a text, and a matrix is made of lists',
  ]);
  expect(jobs('fromJSON(needs.c.outputs.d)')).toEqual([]);
});

test('variables that nothing has set', () => {
  const read = '{run: "${{ env.VERSION }}"}';
  expect(hosted(`${checkout}, ${read}`, 'env: {TF_VERSION: x}')).toEqual([
    'error jobs.a.steps[1].run: "env.VERSION" is always empty: no env declares it, and nothing sets it before the step',
  ]);
  expect(hosted(`{uses: some/one@v1}, ${read}`)).toEqual([]);
  expect(hosted(`{run: "echo VERSION=1 >> $GITHUB_ENV"}, ${read}`)).toEqual([]);
  expect(hosted(`{run: ./set}, ${read}`)).toEqual([]);
  expect(hosted(read, 'env: {version: 1}')).toEqual([]);
});

test('an image that is pushed without signing in, or to another registry', () => {
  const pushed = build('push: true, tags: "${{ env.HOST }}/a/b:${{ github.sha }}"');
  const env = 'env: {HOST: ghcr.io}';
  expect(hosted(pushed, env)).toEqual([
    'error jobs.a.steps[0].with.push: an image is pushed, and no step before it signs in to a registry',
  ]);
  expect(hosted(`${login('username: a')}, ${pushed}`, env)).toEqual([
    'error jobs.a.steps[1].with.push: an image is pushed to "ghcr.io", and the job signs in to "docker.io" alone',
  ]);
  expect(hosted(`${login('registry: "${{ env.HOST }}"')}, ${pushed}`, env)).toEqual([]);
  expect(hosted(`{run: docker login -u a}, ${pushed}`, env)).toEqual([]);
  expect(hosted(`{uses: some/login@v1}, ${pushed}`, env)).toEqual([]);
  expect(hosted(build('push: true, tags: "localhost:5000/a"'))).toEqual([]);
  const meta = '{id: m, uses: docker/metadata-action@v5, with: {images: ghcr.io/a/b}}';
  expect(
    hosted(`${login('username: a')}, ${meta}, ${build('push: true, tags: "${{ steps.m.outputs.tags }}"')}`),
  ).toHaveLength(1);
});

test('what needs the repository before it is there', () => {
  expect(hosted(`{run: "SHA=$(git rev-parse HEAD)"}, ${checkout}`)).toEqual([
    'error jobs.a.steps[0].run: git is asked about the repository, of which nothing is checked out yet',
  ]);
  expect(hosted(build('context: .'))).toEqual([
    'error jobs.a.steps[0].with.context: an image is built from files of the repository, of which nothing is checked out yet',
  ]);
  expect(hosted(build('load: true'))).toEqual([]);
  const inFolder = '{uses: hashicorp/setup-terraform@v3}, {run: terraform plan, working-directory: infra}';
  expect(hosted(inFolder)).toEqual([
    'error jobs.a.steps[1].working-directory: the script runs in "infra", a folder of the repository, of which nothing is checked out yet',
  ]);
  expect(hosted(`${checkout}, ${inFolder}`)).toEqual([]);
  expect(hosted(`{run: "echo FROM x > Dockerfile"}, ${build('context: .')}`)).toEqual([]);
  expect(hosted('{run: "git clone a .\\ngit log"}, {run: git log}')).toEqual([]);
  expect(inWorkflow(ghaSchema, workflow('{run: git log}'))).toEqual([]);
});

test('artifacts that nobody leaves, or that are not waited for', () => {
  const left = '{uses: actions/upload-artifact@v4, with: {name: plan, path: x}}';
  const fetched = (given: string) => `{uses: actions/download-artifact@v4, with: {${given}}}`;
  const jobs = (given: string, needs = 'needs: a, ', more = '') =>
    inWorkflow(
      ghaSchema,
      `on: push\njobs: {a: {runs-on: x, steps: [${left}]}, b: {${needs}runs-on: x, steps: [${fetched(given)}${more}]}}\n`,
    );
  expect(jobs('name: plans')).toEqual([
    'error jobs.b.steps[0].with.name: no job leaves an artifact "plans": there are "plan"',
  ]);
  expect(jobs('name: plan', '')).toEqual([
    'error jobs.b.steps[0].with.name: artifact "plan" is left by job "a", for which job "b" does not wait',
  ]);
  expect(jobs('name: plan')).toEqual([]);
  expect(jobs('name: other, run-id: 1')).toEqual([]);
  expect(jobs('name: other', 'needs: a, ', ', {uses: some/one@v1}')).toEqual([]);
});

test('inputs of the workflow', () => {
  const dispatch = (input: string) =>
    inWorkflow(ghaSchema, workflow('{run: x}', '', `{workflow_dispatch: {inputs: {a: {${input}}}}}`));
  expect(dispatch('type: bool')).toEqual([
    'error on.workflow_dispatch.inputs.a.type: "bool" is no type of an input of workflow_dispatch: string, boolean, number, choice, environment',
  ]);
  expect(dispatch("type: boolean, default: 'no'")).toEqual([
    'error on.workflow_dispatch.inputs.a.default: the default of "a" is "no", allowed is true or false',
  ]);
  expect(dispatch('type: choice, options: [b], default: c')).toEqual([
    'error on.workflow_dispatch.inputs.a.default: the default of "a" is none of its options: "c"',
  ]);
  expect(dispatch("type: boolean, default: 'true'")).toEqual([]);
});

test('a filter that the event does not have', () => {
  expect(inWorkflow(ghaSchema, workflow('{run: x}', '', '{push: {branch: [a]}}'))).toEqual([
    'error on.push.branch: "branch" is no field of the event push',
  ]);
});

test('a job that leaves out what was chosen by hand', () => {
  const jobs = (condition: string) =>
    inWorkflow(
      ghaSchema,
      `on: {push: {}, workflow_dispatch: {inputs: {all: {type: boolean}}}}\njobs: {a: {runs-on: x, outputs: {b: c}, steps: [{run: "\${{ inputs.all }}"}]}, b: {needs: a, if: "${condition} && needs.a.outputs.b", runs-on: x, steps: [${build('push: true, tags: a/b')}]}}\n`,
    );
  expect(jobs("github.event_name == 'push'")).toEqual([
    'warning jobs.b.if: job "b" runs on a push alone, and what it waits for reads "inputs.all"',
  ]);
  expect(jobs("github.event_name != 'pull_request'")).toEqual([]);
});

test('a secret that is called otherwise elsewhere', () => {
  const uses = (...names: string[]) =>
    Object.fromEntries(
      names.map((name, i) => [
        `.github/workflows/${i}.yaml`,
        workflow(`{run: x, env: {A: "\${{ secrets.${name} }}"}}`),
      ]),
    );
  expect(inFiles(ghaSchema, uses('HUB_TOKEN', 'HUB_TOKEN', 'HUBTOKEN'))).toEqual([
    'warning jobs.a.steps[0].env.A: secret "HUBTOKEN" is called "HUB_TOKEN" at 2 other places',
  ]);
  expect(inFiles(ghaSchema, uses('HUB_TOKEN', 'HUB_TOKEN', 'HUB_USER'))).toEqual([]);
  expect(inFiles(ghaSchema, uses('GITHUBTOKEN'))).toEqual([
    'error jobs.a.steps[0].env.A: secret "GITHUBTOKEN" is not the one that GitHub gives: that is GITHUB_TOKEN',
  ]);
});
