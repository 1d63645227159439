import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { FIELDS, type Place, PULL_REQUEST_TYPES, RIGHTS } from '../../../src/checks/workflows/known-fields.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

interface Definition {
  readonly mapping?: { readonly properties?: Readonly<Record<string, unknown>> };
  readonly 'allowed-values'?: readonly string[];
}

/** The schema that GitHub's own parser reads workflows by. */
const definitions: Readonly<Record<string, Definition>> = JSON.parse(
  readFileSync(join(__dirname, '../../../node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json'), 'utf8'),
).definitions;

function fieldsOf(...names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => Object.keys(definitions[name]?.mapping?.properties ?? {})))].sort();
}

test.each<[Place, readonly string[]]>([
  ['workflow', ['workflow-root-strict']],
  ['job', ['job-factory', 'workflow-job']],
  ['strategy', ['strategy']],
  ['concurrency', ['concurrency-mapping']],
  ['environment', ['job-environment-mapping']],
  ['container', ['container-mapping']],
  ['service', ['service-container-mapping']],
])('the fields of "%s" are those that the parser of GitHub knows', (place, names) => {
  expect([...FIELDS[place]].sort()).toEqual(fieldsOf(...names));
});

test('so are those of steps and inputs, with what is deprecated', () => {
  const steps = ['run-step', 'regular-step', 'wait-step', 'wait-all-step', 'cancel-step', 'parallel-step'];
  expect(FIELDS.step).toEqual(expect.arrayContaining([...fieldsOf(...steps)]));
  expect(FIELDS.input).toEqual(expect.arrayContaining([...fieldsOf('workflow-dispatch-input')]));
});

test('so are the rights of a token and what happens to a pull request', () => {
  expect([...RIGHTS].sort()).toEqual(fieldsOf('permissions-mapping'));
  expect(PULL_REQUEST_TYPES).toEqual(definitions['pull-request-activity-type']?.['allowed-values']);
});

test('a slip in a field, and a field at the wrong place', () => {
  const found = (steps: string, job?: string) => inWorkflow(ghaSchema, workflow(steps, job));
  expect(found('{run: x, workng-directory: y}')).toEqual([
    'error jobs.a.steps[0].workng-directory: "workng-directory" is no field of a step',
  ]);
  expect(found('{run: x}', 'fail-fast: true')).toEqual(['error jobs.a.fail-fast: "fail-fast" is no field of a job']);
  expect(found('{run: x}', 'strategy: {matrix: {a: [1]}, failfast: true}')).toHaveLength(1);
  expect(found('{run: x}', 'services: {redis: {image: redis, port: [1]}}')).toHaveLength(1);
});

test('one that is like none of them is doubted only: it may be newer', () => {
  expect(inWorkflow(ghaSchema, workflow('{run: x, zzzzzz: y}'))).toEqual([
    'warning jobs.a.steps[0].zzzzzz: "zzzzzz" is no field of a step',
  ]);
});

test('rights of a token, and types of an event', () => {
  const found = (text: string) => inWorkflow(ghaSchema, `${text}\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n`);
  expect(found('on: push\npermissions: {content: read, packages: readwrite, id-token: write}')).toEqual([
    'error permissions.content: "content" is no right of a token',
    'error permissions.packages: "readwrite" is no level of a right',
  ]);
  expect(found('on: {pull_request: {types: [labeled, synchronized]}}')).toEqual([
    'error on.pull_request.types[1]: "pull_request" has no type "synchronized"',
  ]);
});
