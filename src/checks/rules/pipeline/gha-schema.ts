import type { Field } from '../../../manifest/field.js';
import type { Source } from '../../../manifest/sources.js';
import { type Report, report, rule } from '../../rule.js';
import { conditions } from '../../workflows/conditions.js';
import { contextErrors, needsOf } from '../../workflows/context-errors.js';
import { unknownEvents } from '../../workflows/events.js';
import { expressionProblem } from '../../workflows/expression-syntax.js';
import { expressionsIn, texts } from '../../workflows/expressions.js';
import { actionOf, jobsOf, scriptOf, type WorkflowJob, workflows } from '../../workflows/jobs.js';
import { unknownFields } from '../../workflows/known-fields.js';
import { nameProblems } from '../../workflows/known-names.js';
import { scriptSlips } from '../../workflows/scripts.js';
import { unusedOutputs } from '../../workflows/unused-outputs.js';

const example = (step: string) => `
on: { push: {} }
permissions: {}
jobs:
  notify:
    runs-on: ubuntu-24.04
    env: { WEBHOOK: "\${{ secrets.WEBHOOK }}" }
    steps:
      - run: ./notify
        if: ${step}
`;

export const ghaSchema = rule({
  id: 'gha-schema',
  severity: 'error',
  what: 'A workflow that GitHub refuses, or in which a name leads nowhere',
  why: 'GitHub refuses the whole file: no job of it runs, and the pull request waits for checks that never come.',
  fix: 'Mend the field; the page Actions of the repository shows the same.',
  exceptions: ['Outputs and matrices that another workflow or an expression gives.'],
  source: 'docs.github.com/actions/reference/workflows-and-actions/workflow-syntax; …/contexts#context-availability',
  exampleFile: '.github/workflows/notify.yaml',
  wrong: example("secrets.WEBHOOK != '' # <--"),
  right: example("env.WEBHOOK != ''"),
  *checkSources({ sources }) {
    for (const workflow of workflows(sources)) {
      yield* unknownEvents(workflow);
      yield* unknownFields(workflow);
      yield* filtersOfEvents(workflow);
      yield* expressions(workflow);
      const nameProblem = nameProblems(workflow);
      const jobs = new Map(jobsOf(workflow).map((job) => [job.id, job]));
      for (const job of jobs.values()) {
        yield* shape(job, jobs);
        yield* steps(job);
        yield* contextErrors(job, jobs, nameProblem);
        yield* scriptSlips(job);
        yield* conditions(workflow, job);
      }
      yield* unusedOutputs(workflow, jobs);
    }
  },
});

function* filtersOfEvents(workflow: Field<Source>): Iterable<Report> {
  for (const [event, field] of workflow.entries('on')) {
    for (const filter of ['paths', 'branches', 'tags']) {
      if (!field.at(filter).exists || !field.at(`${filter}-ignore`).exists) continue;
      yield report(field.at(`${filter}-ignore`), `"${event}" has both ${filter} and ${filter}-ignore`, {
        fix: `Keep ${filter}, and write what it shall leave out as '!…' below it.`,
      });
    }
  }
}

function* expressions(workflow: Field<Source>): Iterable<Report> {
  for (const field of texts(workflow)) {
    // One that ends where the next has begun does not end either.
    if (!/\$\{\{(?!(?:(?!\$\{\{)[\s\S])*?\}\})/.test(field.text ?? '')) continue;
    yield report(field, 'an expression begins with ${{ and does not end', { fix: 'Close it: ${{ … }}.' });
  }
  for (const { field, text, reads } of expressionsIn(workflow.at('jobs'))) {
    if (text.replaceAll(/'(?:[^']|'')*'/g, '').includes('"')) {
      yield report(field, `"${text.slice(0, 60)}" is no expression: texts stand in single quotes`, {
        fix: 'Write \'text\' instead of "text" inside of the expression.',
      });
    }
    // What is called "if" below with or env is a text.
    const isText =
      field.path.at(-1) === 'if' && !field.text?.includes('${{') && /^(?:with|env)$/.test(`${field.path.at(-2)}`);
    const problem = isText ? undefined : expressionProblem(text);
    if (problem)
      yield report(field, `"${text.slice(0, 60)}" is no expression: ${problem.message}`, { fix: problem.fix });
    const secret = field.path.at(-1) === 'if' && reads.find((name) => name.startsWith('secrets.'));
    if (secret) {
      yield report(field, `"${secret}" stands in a condition, where there are no secrets`, {
        fix: `Give it to the job by env, and ask for the variable: if: env.NAME != ''.`,
      });
    }
  }
}

function* shape({ id, field }: WorkflowJob, jobs: ReadonlyMap<string, WorkflowJob>): Iterable<Report> {
  if (!field.at('uses').exists && !field.at('runs-on').exists) {
    yield report(field, `job "${id}" has no runs-on`, { fix: 'Write runs-on: ubuntu-24.04.' });
  }
  const needs = field.at('needs');
  for (const need of needs.text === undefined ? needs.items() : [needs]) {
    if (need.text !== undefined && !jobs.has(need.text))
      yield report(need, `job "${id}" needs "${need.text}", which is no job of the workflow`);
  }
  if (waitsForItself(id, jobs)) yield report(needs, `job "${id}" waits for itself`);
}

function waitsForItself(id: string, jobs: ReadonlyMap<string, WorkflowJob>): boolean {
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const job = jobs.get(next);
    for (const need of job ? needsOf(job) : []) {
      if (need === id) return true;
      if (!seen.has(need)) open.push(need);
      seen.add(need);
    }
  }
  return false;
}

function* steps({ steps }: WorkflowJob): Iterable<Report> {
  const ids = new Set<string>();
  let builder = false;
  let checkedOut = false;
  for (const step of steps) {
    const id = step.at('id');
    if (id.text !== undefined && ids.has(id.text)) yield report(id, `two steps of the job have the id "${id.text}"`);
    ids.add(id.text ?? '');
    if (step.at('run').exists === step.at('uses').exists) {
      yield report(step, step.at('run').exists ? 'a step has both run and uses' : 'a step has neither run nor uses');
    }
    yield* reach(step, checkedOut);
    if (/checkout/.test(actionOf(step) ?? '') || /\bgit\b/.test(scriptOf(step))) checkedOut = true;
    if (actionOf(step) === 'docker/setup-buildx-action') builder = true;
    if (!builder) yield* cacheWithoutBuilder(step);
  }
}

/** An action that GitHub cannot fetch: of which no version is said, or which lies in files that are not there yet. */
function* reach(step: Field<Source>, checkedOut: boolean): Iterable<Report> {
  const uses = step.at('uses');
  const name = uses.text ?? '';
  if (/^[\w-]+\/[\w./-]+$/.test(name)) {
    yield report(uses, `action "${name}" has no version`, { fix: `Write the tag or the commit: ${name}@v4.` });
  }
  if (checkedOut || !/^\.\/(?!\.\/)/.test(name)) return;
  yield report(uses, `action "${name}" lies in the repository, of which nothing is checked out yet`, {
    why: 'The runner begins with an empty folder: the job fails at this step.',
    fix: 'Put a step with actions/checkout before it.',
  });
}

/** Source: docs.docker.com/build/cache/backends: the driver that a runner comes with exports no such cache. */
function* cacheWithoutBuilder(step: Field<Source>): Iterable<Report> {
  const cache = step.at('with.cache-to');
  if (actionOf(step) !== 'docker/build-push-action' || step.at('with.builder').exists) return;
  if (!/^type=(?:gha|registry|s3|local)\b/.test(cache.text ?? '')) return;
  yield report(cache, 'a cache is exported, and no step before it sets up a builder that can', {
    why: 'Docker on the runner refuses: "Cache export is not supported for the docker driver". The image is not built.',
    fix: 'Put a step with docker/setup-buildx-action before it.',
  });
}
