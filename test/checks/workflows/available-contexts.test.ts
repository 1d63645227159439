import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { CONTEXTS } from '../../../src/checks/workflows/available-contexts.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

/** The schema that GitHub's own parser reads workflows by. */
const definitions: Readonly<Record<string, { readonly context?: readonly string[] }>> = JSON.parse(
  readFileSync(join(__dirname, '../../../node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json'), 'utf8'),
).definitions;

test.each<[keyof typeof CONTEXTS, string]>([
  ['run-name', 'run-name'],
  ['concurrency', 'workflow-concurrency'],
  ['env', 'workflow-env'],
  ['jobs.if', 'job-if'],
  ['jobs.strategy', 'strategy'],
  ['jobs.name', 'string-strategy-context'],
  ['jobs.runs-on', 'runs-on'],
  ['jobs.concurrency', 'job-concurrency'],
  ['jobs.timeout-minutes', 'number-strategy-context'],
  ['jobs.continue-on-error', 'boolean-strategy-context'],
  ['jobs.env', 'job-env'],
  ['jobs.defaults', 'job-defaults-run'],
  ['jobs.with', 'scalar-needs-context'],
  ['jobs.secrets', 'scalar-needs-context-with-secrets'],
  ['jobs.steps.if', 'step-if'],
  ['jobs.steps', 'step-env'],
])('what "%s" may read is what the parser of GitHub knows', (place, name) => {
  const contexts = definitions[name]?.context?.filter((one) => !one.includes('('));
  expect([...CONTEXTS[place]].sort()).toEqual([...(contexts ?? [])].sort());
});

test('a context that is read where there is none', () => {
  const found = (steps: string, job = '') => inWorkflow(ghaSchema, workflow(steps, job));
  expect(found('{run: x}', "if: env.A == 'x', env: {A: x}")).toEqual([
    'error jobs.a.if: "env.A" is read where there is no "env"',
  ]);
  expect(found('{run: x}', 'strategy: {matrix: {a: ["${{ env.A }}"]}}, env: {A: x}')).toHaveLength(1);
  expect(found("{run: x, if: env.A == 'x', env: {A: '${{ secrets.A }}'}}")).toEqual([]);
});
