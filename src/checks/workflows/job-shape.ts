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
