import { type Field, fieldOf } from '../../manifest/field.js';
import type { Source, Sources } from '../../manifest/files/sources.js';

/** A job of a workflow, and its steps. */
export interface WorkflowJob {
  readonly id: string;
  readonly workflow: Field<Source>;
  readonly field: Field<Source>;
  readonly steps: readonly Field<Source>[];
  /** The shell of a step that names none; undefined where only a run knows. */
  readonly shell: string | undefined;
}

/** What is a workflow by its shape: a file without jobs is nothing that GitHub runs. */
export function workflows(sources: Sources): Field<Source>[] {
  return sources
    .sort('workflow')
    .map((source) => fieldOf(source))
    .filter((root) => root.at('jobs').exists);
}

export function jobsOf(workflow: Field<Source>): WorkflowJob[] {
  return workflow
    .entries('jobs')
    .map(([id, field]) => ({ id, workflow, field, steps: field.items('steps'), shell: shellOf(workflow, field) }));
}

/** Source: GitHub, "Workflow syntax": jobs.<job_id>.steps[*].shell, defaults.run. */
function shellOf(workflow: Field<Source>, job: Field<Source>): string | undefined {
  const named = job.at('defaults.run.shell').text ?? workflow.at('defaults.run.shell').text;
  if (named !== undefined) return named;
  const labels = runnerLabels(job)?.map(({ text = '' }) => /windows/i.test(text)) ?? [];
  if (labels.every((isWindows) => isWindows)) return labels.length > 0 ? 'pwsh' : undefined;
  return labels.some((isWindows) => isWindows) ? undefined : 'bash';
}

/** The labels of the runners that a job may get; undefined where only a run knows some of them. */
export function runnerLabels(job: Field<Source>): readonly Field<Source>[] | undefined {
  const written = job.at('runs-on.labels').exists ? job.at('runs-on.labels') : job.at('runs-on');
  const labels: Field<Source>[] = [];
  for (const label of written.text === undefined ? written.items() : [written]) {
    const [, key] = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label.text ?? '') ?? [];
    const values = key === undefined ? [label] : matrixValues(job, key);
    if (!values || values.some(({ text }) => text === undefined || text.includes('${{'))) return undefined;
    labels.push(...values);
  }
  return labels;
}

/** All values of a key of the job's matrix; undefined where an expression makes them. */
function matrixValues(job: Field<Source>, key: string): readonly Field<Source>[] | undefined {
  const matrix = job.at('strategy.matrix');
  if ([matrix, matrix.at('include'), matrix.at([key])].some(({ text }) => text !== undefined)) return undefined;
  return [
    ...matrix.items([key]),
    ...matrix.items('include').flatMap((one) => (one.at([key]).exists ? [one.at([key])] : [])),
  ];
}

/** Whether the script of a step is one of a POSIX shell, as far as the files say. */
export function isPosix(step: Field<Source>, job: WorkflowJob): boolean {
  return /^(?:bash|sh)\b/.test(step.at('shell').text ?? job.shell ?? '');
}

/** Names of the events that start it. Source: GitHub, "Workflow syntax: on". */
export function eventsOf(workflow: Field<Source>): readonly string[] {
  return namedEvents(workflow).map(({ name }) => name);
}

/** The events that start it, and where each stands. */
export function namedEvents(workflow: Field<Source>): { readonly name: string; readonly field: Field<Source> }[] {
  const on = workflow.at('on');
  const written = on.text === undefined ? on.items() : [on];
  return [
    ...written.flatMap((field) => (field.text === undefined ? [] : [{ name: field.text, field }])),
    ...on.entries().map(([name, field]) => ({ name, field })),
  ];
}

/** The action that a step uses, without its version: `actions/checkout`. */
export function actionOf(step: Field<Source>): string | undefined {
  return step.at('uses').text?.replace(/@.*$/, '');
}

/** The script of a step; empty where it uses an action. */
export function scriptOf(step: Field<Source>): string {
  return step.at('run').text ?? '';
}

/** Whether a step pushes commits: a push of tags alone races with nobody. */
export function pushesCommits(script: string): boolean {
  return /^[^#\n]*\bgit\b[^\n#|;&]*\bpush\b(?![^\n]*--tags)/m.test(script) && /\bgit\b[^\n]*\bcommit\b/.test(script);
}

/** The steps of a job that push commits. */
export function pushing({ steps }: WorkflowJob): readonly Field<Source>[] {
  return steps.filter((step) => pushesCommits(scriptOf(step)));
}
