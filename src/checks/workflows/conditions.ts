import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { comparisons } from './comparisons.js';
import { needsOf } from './context-errors.js';
import { expressionsIn } from './expressions.js';
import { eventsOf, type WorkflowJob } from './jobs.js';

/**
 * What is text, whatever it was written from. Source: GitHub, "Contexts": outputs of steps and jobs are strings, and so
 * are variables and the inputs of the event.
 */
const TEXT =
  /(?<![\w.])((?:steps|needs)\.[\w-]+\.outputs\.[\w-]+|(?:env|vars|github\.event\.inputs)\.[\w-]+)\s*([!=]=)\s*(true|false)\b/g;
const EVENT = /\bgithub\.event_name\s*==\s*'([^']*)'/g;

/** Reports conditions of a job and its steps that are always true, or never. */
export function* conditions({ workflow, field }: WorkflowJob): Iterable<Report> {
  const events = eventsOf(workflow);
  for (const expression of expressionsIn(field)) {
    const { field: at, text } = expression;
    yield* comparisons(workflow, expression);
    for (const [, name = ''] of text.matchAll(EVENT)) {
      // A workflow that is called has the event of its caller.
      if (events.includes(name) || events.includes('workflow_call') || events.length === 0) continue;
      yield report(at, `"${name}" is compared with the event, and only ${events.join(', ')} start the workflow`, {
        why: 'The comparison is never true: what depends on it never runs.',
        fix: 'Name an event of on, or add it there.',
      });
    }
    for (const [, name, sign, flag] of text.matchAll(TEXT))
      yield report(
        at,
        `"${name}" is text, and is compared with ${flag}: that is always ${sign === '==' ? 'false' : 'true'}`,
        {
          why: 'GitHub compares text with a truth value as numbers, and "true" is none.',
          fix: `Write ${name} ${sign} '${flag}'.`,
        },
      );
  }
  for (const one of [field, ...field.items('steps')]) yield* around(one.at('if'));
}

/**
 * A job that pushes images on a push alone, after jobs that read what was chosen by hand: who starts the workflow so
 * gets no image.
 */
export function* neverByHand(job: WorkflowJob, jobs: ReadonlyMap<string, WorkflowJob>): Iterable<Report> {
  const condition = job.field.at('if');
  const { text = '' } = condition;
  if (!/\bgithub\.event_name\s*==\s*'push'/.test(text) || /\|\||workflow_dispatch/.test(text)) return;
  if (!job.steps.some((step) => step.at('with.push').value === true)) return;
  const before = needsOf(job).flatMap((id) => jobs.get(id) ?? []);
  const input = before
    .flatMap(({ field }) => expressionsIn(field))
    .flatMap(({ reads }) => reads)
    .find((name) => /^(?:github\.event\.)?inputs\./.test(name));
  if (input === undefined) return;
  yield report(condition, `job "${job.id}" runs on a push alone, and what it waits for reads "${input}"`, {
    severity: 'warning',
    why: 'Who starts the workflow by hand chooses what is built, and nothing is built.',
    fix: "Write (github.event_name == 'push' || github.event_name == 'workflow_dispatch').",
  });
}

/** Source: GitHub, "Evaluate expressions": a condition that is more than its expression is text, which is true. */
function* around(condition: Field<Source>): Iterable<Report> {
  const text = condition.text?.trim() ?? '';
  if (!text.includes('${{') || text.replace(/\$\{\{[\s\S]*?\}\}/g, '').trim() === '') return;
  yield report(condition, `the condition "${text.slice(0, 60)}" is more than its expression: it is always true`, {
    why: 'Only what stands in ${{ }} is computed: the whole is text, and text that is not empty is true.',
    fix: 'Write the condition without ${{ }}, or put all of it between them.',
  });
}
