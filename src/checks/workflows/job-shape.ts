import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { needsOf } from './context-errors.js';
import type { WorkflowJob } from './jobs.js';

/** Reports a job that no runner takes, or that waits for what never comes. */
export function* jobShape({ id, field }: WorkflowJob, jobs: ReadonlyMap<string, WorkflowJob>): Iterable<Report> {
  if (!field.at('uses').exists && !field.at('runs-on').exists) {
    yield report(field, `job "${id}" has no runs-on`, { fix: 'Write runs-on: ubuntu-24.04.' });
  }
  const needs = field.at('needs');
  for (const need of needs.text === undefined ? needs.items() : [needs]) {
    if (need.text !== undefined && !jobs.has(need.text))
      yield report(need, `job "${id}" needs "${need.text}", which is no job of the workflow`);
  }
  yield* matrixOfText(field.at('strategy.matrix'));
  if (waitsForItself(id, jobs)) yield report(needs, `job "${id}" waits for itself`);
}

/** Source: GitHub, "Contexts": outputs are texts. A list is read from one by `fromJSON`. */
function* matrixOfText(matrix: Field<Source>): Iterable<Report> {
  for (const field of [matrix, ...matrix.entries().map(([, one]) => one)]) {
    const [, name] =
      /^\s*\$\{\{\s*((?:needs|inputs|github\.event\.inputs)\.[\w.-]+)\s*\}\}\s*$/.exec(field.text ?? '') ?? [];
    if (name === undefined) continue;
    yield report(field, `"${name}" is a text, and a matrix is made of lists`, {
      why: 'The job fails before it begins: "Matrix vector does not contain any values".',
      fix: `Write \${{ fromJSON(${name}) }}, and give it as JSON.`,
    });
  }
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
