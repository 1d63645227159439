import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import type { WorkflowJob } from './jobs.js';

const TYPES = 'build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test';
/** What a commit or a pull request says, or is called. */
const MESSAGE = /head_commit\.message|pull_request\.title|\bgit (?:log|show)\b/;
/** A type, or whatever word stands there, from the beginning right up to the colon. */
const UP_TO_COLON = new RegExp(
  String.raw`\^\\?\((?:(?:${TYPES})(?:\\?\|(?:${TYPES}))*|\[[^\]]*\]\\?[+*])\\?\):|\^(?:${TYPES}):|startsWith\([^()]*,\s*'(?:${TYPES}):`,
);
const NAMED = new RegExp(String.raw`(?:[\^("'|]|^[ \t]*)(${TYPES})(?=[)"'|:])`, 'm');
/** Something between brackets is looked for, or taken away. */
const SCOPE = /\[\^\)\]|\(\\?\(\.|\((?:\?:)?\\\(|s[/|#]\\?\(\./;

/**
 * Scripts and conditions that go by the type of a commit and do not foresee a scope.
 * Source: conventionalcommits.org, 1.0.0, specification, 4 and 13.
 */
export function* commitTypes(job: WorkflowJob): Iterable<Report> {
  const env = JSON.stringify(job.field.at('env').value ?? '');
  yield* within(job.field.at('if'), '');
  for (const step of job.steps) {
    const own = `${env}${JSON.stringify(step.at('env').value ?? '')}`;
    yield* within(step.at('run'), own);
    yield* within(step.at('if'), '');
  }
}

function* within(at: Field<Source>, env: string): Iterable<Report> {
  const { text = '' } = at;
  const [, type] = NAMED.exec(text) ?? [];
  if (type === undefined || !MESSAGE.test(`${env}${text}`) || !UP_TO_COLON.test(text) || SCOPE.test(text)) return;
  yield report(at, `the type of a commit is read up to the colon: "${type}(cart): …" is not taken for "${type}"`, {
    severity: 'warning',
    why: 'A scope may stand between the two, and a "!": such a commit goes the way of all others, whatever its type is for.',
    fix: 'Let both be there: ^([a-z]+)(\\([^)]*\\))?!?:.',
  });
}
