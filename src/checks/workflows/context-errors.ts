import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { expressionsIn } from './expressions.js';
import type { WorkflowJob } from './jobs.js';
import { missingOutput } from './step-outputs.js';

/** Names in expressions of a job that lead nowhere: GitHub reads them as empty text, without a word. */
export function* contextErrors(
  job: WorkflowJob,
  jobs: ReadonlyMap<string, WorkflowJob>,
  nameProblem: (name: string) => string | undefined,
): Iterable<Report> {
  const needs = needsOf(job);
  const steps = new Map(job.steps.map((step) => [step.at('id').text ?? '', step]));
  const matrix = matrixOf(job);
  const said = new Set<string>();
  for (const { field, reads } of expressionsIn(job.field)) {
    for (const name of reads) {
      const problem =
        stepProblem(name, steps, job) ??
        needProblem(name, needs, jobs) ??
        matrixProblem(name, matrix) ??
        partProblem(name) ??
        nameProblem(name);
      if (!problem || said.has(`${field.path.join('.')} ${name}`)) continue;
      said.add(`${field.path.join('.')} ${name}`);
      yield report(field, `"${name}" is always empty: ${problem}`, {
        why: 'An expression that leads nowhere is empty text, and no error: conditions with it are never true, scripts get nothing.',
        fix: 'Name what is there, or delete it.',
      });
    }
  }
}

// Source: GitHub, "Contexts reference".
const PARTS: Readonly<Record<string, readonly string[]>> = {
  steps: ['outputs', 'outcome', 'conclusion'],
  needs: ['outputs', 'result'],
};
const CONTEXTS = 'github env vars job jobs steps runner secrets strategy matrix needs inputs'.split(' ');

/** A context that there is none of, or a part of a step or a job that there is none of. */
function partProblem(name: string): string | undefined {
  const [context = '', , part] = name.split('.');
  if (!CONTEXTS.includes(context)) {
    const near = didYouMean(context, CONTEXTS);
    return near === undefined ? undefined : `there is no "${context}", there is "${near}"`;
  }
  const parts = Object.hasOwn(PARTS, context) ? PARTS[context] : undefined;
  if (part === undefined || !parts || parts.includes(part) || part === '*') return undefined;
  return `there is no "${part}", there are ${parts.join(', ')}`;
}

export function needsOf({ field }: WorkflowJob): readonly string[] {
  const needs = field.at('needs');
  return needs.text !== undefined ? [needs.text] : needs.items().flatMap(({ text }) => text ?? []);
}

function stepProblem(name: string, steps: ReadonlyMap<string, Field<Source>>, job: WorkflowJob): string | undefined {
  const [, id, output] = /^steps\.([\w-]+)\.(?:outputs\.([\w-]+))?/.exec(name) ?? [];
  if (id === undefined) return undefined;
  const step = steps.get(id);
  if (!step) return `no step of the job has the id "${id}"`;
  return output === undefined ? undefined : missingOutput(step, output, job);
}

function needProblem(
  name: string,
  needs: readonly string[],
  jobs: ReadonlyMap<string, WorkflowJob>,
): string | undefined {
  const [, id = '', output] = /^needs\.([\w-]+)\.(?:outputs\.([\w-]+))?/.exec(name) ?? [];
  if (id === '') return undefined;
  const job = jobs.get(id);
  if (!job) return `there is no job "${id}"`;
  if (!needs.includes(id)) return `the job does not need "${id}"`;
  // What another workflow gives stands in its own file.
  if (output === undefined || job.field.at('uses').exists || job.field.at(['outputs', output]).exists) return undefined;
  return `job "${id}" has no output "${output}"`;
}

/** The keys of the job's matrix; undefined where an expression makes them. */
function matrixOf({ field }: WorkflowJob): ReadonlySet<string> | undefined {
  const matrix = field.at('strategy.matrix');
  if (matrix.text !== undefined || matrix.at('include').text !== undefined) return undefined;
  const included = matrix.items('include').flatMap((item: Field<Source>) => Object.keys(item.object));
  return new Set([...Object.keys(matrix.object), ...included]);
}

function matrixProblem(name: string, matrix: ReadonlySet<string> | undefined): string | undefined {
  const [, key] = /^matrix\.([\w-]+)/.exec(name) ?? [];
  return key !== undefined && matrix && !matrix.has(key) ? `the job's matrix has no "${key}"` : undefined;
}
