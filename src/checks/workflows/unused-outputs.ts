import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { expressionsIn } from './expressions.js';
import type { WorkflowJob } from './jobs.js';

/** Outputs of a job that no other job and no caller of the workflow reads. Source: GitHub, "Passing job outputs". */
export function* unusedOutputs(workflow: Field<Source>, jobs: ReadonlyMap<string, WorkflowJob>): Iterable<Report> {
  const expressions = expressionsIn(workflow);
  // All that a job needs at once: `toJSON(needs)`.
  if (expressions.some(({ text }) => /\bneeds\b(?!\s*[.[])/.test(text))) return;
  const reads = expressions.flatMap((one) => one.reads);
  for (const { id, field } of jobs.values()) {
    const outputs = field.entries('outputs');
    if (outputs.length === 0 || reads.some((name) => isUnsure(name, id, new Set(outputs.map(([own]) => own)))))
      continue;
    const unused = outputs.filter(
      ([name]) => !reads.includes(`needs.${id}.outputs.${name}`) && !reads.includes(`jobs.${id}.outputs.${name}`),
    );
    if (unused.length === 0) continue;
    const names = unused.map(([name]) => `"${name}"`).join(', ');
    const [, first] = unused[0] ?? [];
    const at = unused.length === outputs.length || !first ? field.at('outputs') : first;
    yield report(at, `job "${id}" gives ${names}, which no job reads`, {
      severity: 'warning',
      why: 'What is passed on for nobody is empty whenever its step is skipped, and a value that holds a secret is dropped.',
      fix: 'Delete it, or read it as needs.JOB.outputs.NAME.',
    });
  }
}

/** All outputs at once, `toJSON(needs.build.outputs)`, or one that is not there: a name is misspelt. */
function isUnsure(read: string, id: string, outputs: ReadonlySet<string>): boolean {
  if (read === 'needs.*' || read === `needs.${id}` || read === `needs.${id}.outputs`) return true;
  const prefix = `needs.${id}.outputs.`;
  return read.startsWith(prefix) && !outputs.has(read.slice(prefix.length));
}
