import { type Field, fieldOf } from '../../manifest/field.js';
import type { Source, Sources } from '../../manifest/sources.js';

/** A job of a workflow, and its steps. */
export interface WorkflowJob {
  readonly id: string;
  readonly field: Field<Source>;
  readonly steps: readonly Field<Source>[];
}

/** What is a workflow by its shape: a file without jobs is nothing that GitHub runs. */
export function workflows(sources: Sources): Field<Source>[] {
  return sources
    .sort('workflow')
    .map((source) => fieldOf(source))
    .filter((root) => root.at('jobs').exists);
}

export function jobsOf(workflow: Field<Source>): WorkflowJob[] {
  return workflow.entries('jobs').map(([id, field]) => ({ id, field, steps: field.items('steps') }));
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
