import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { needsOf } from './context-errors.js';
import { actionOf, type WorkflowJob } from './jobs.js';
import { isHarmless } from './known-actions.js';

/** What `actions/upload-artifact` calls it where nothing is said. */
const DEFAULT = 'artifact';

/** Reports artifacts that are fetched and that no job of the run leaves, or one that is not waited for. */
export function* artifacts(jobs: ReadonlyMap<string, WorkflowJob>): Iterable<Report> {
  const left = new Map<string, string[]>();
  for (const { id, steps } of jobs.values()) {
    for (const step of steps.filter((one) => actionOf(one) === 'actions/upload-artifact')) {
      const name = step.at('with.name').text ?? DEFAULT;
      left.set(name, [...(left.get(name) ?? []), id]);
    }
  }
  // A name that only a run knows may be any.
  if (left.size === 0 || [...left.keys()].some((name) => name.includes('${{'))) return;
  for (const job of jobs.values()) {
    for (const step of job.steps) {
      const name = step.at('with.name');
      if (actionOf(step) !== 'actions/download-artifact' || isElsewhere(step) || !name.text) continue;
      if (name.text.includes('${{')) continue;
      const by = left.get(name.text);
      if (!by) yield* missing(name, name.text, [...left.keys()], jobs);
      else if (!by.some((id) => id === job.id || waitsFor(job, id, jobs)))
        yield report(
          name,
          `artifact "${name.text}" is left by job "${by[0]}", for which job "${job.id}" does not wait`,
          {
            why: 'Jobs run at the same time: the artifact is not there yet, and the step fails.',
            fix: `Add ${by[0]} to needs.`,
          },
        );
    }
  }
}

/** Artifacts of another run, or several by their pattern. */
function isElsewhere(step: Field<Source>): boolean {
  return ['run-id', 'repository', 'pattern', 'artifact-ids'].some((key) => step.at(['with', key]).exists);
}

function* missing(
  at: Field<Source>,
  name: string,
  left: readonly string[],
  jobs: ReadonlyMap<string, WorkflowJob>,
): Iterable<Report> {
  const near = didYouMean(name, left);
  // Another workflow that is called, or an action, may leave one too.
  const isOpen = [...jobs.values()].some(
    ({ field, steps }) =>
      field.at('uses').exists || steps.some((step) => step.at('uses').exists && !isHarmless(actionOf(step) ?? '')),
  );
  if (!near && isOpen) return;
  yield report(at, `no job leaves an artifact "${name}": there are ${listed(quoted(left))}`, {
    why: 'The step fails: "Unable to find any artifacts for the associated workflow".',
    fix: near ? `Did you mean ${near}?` : 'Name one of these, or upload it before.',
  });
}

function waitsFor(job: WorkflowJob, id: string, jobs: ReadonlyMap<string, WorkflowJob>): boolean {
  const seen = new Set(needsOf(job));
  for (const one of seen) {
    const next = jobs.get(one);
    if (next) for (const need of needsOf(next)) seen.add(need);
  }
  return seen.has(id);
}
