import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import type { FieldPath } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';
import { expressionsIn } from './expressions.js';

const WORKFLOW = ['github', 'inputs', 'vars'];
const JOB = [...WORKFLOW, 'needs'];
const LEG = [...JOB, 'strategy', 'matrix'];
const STEP = [...LEG, 'job', 'runner', 'env', 'steps'];

/**
 * What expressions may read at each place. A test holds it against the schema of GitHub's own parser.
 * Source: GitHub, "Contexts reference": context availability.
 */
export const CONTEXTS = {
  'run-name': WORKFLOW,
  concurrency: WORKFLOW,
  env: [...WORKFLOW, 'secrets'],
  'jobs.if': JOB,
  'jobs.strategy': JOB,
  'jobs.name': LEG,
  'jobs.runs-on': LEG,
  'jobs.concurrency': LEG,
  'jobs.timeout-minutes': LEG,
  'jobs.continue-on-error': LEG,
  'jobs.env': [...LEG, 'secrets'],
  'jobs.defaults': [...LEG, 'env'],
  'jobs.with': LEG,
  'jobs.secrets': [...LEG, 'secrets'],
  'jobs.steps.if': STEP,
  'jobs.steps': [...STEP, 'secrets'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

function isPlace(name: string): name is keyof typeof CONTEXTS {
  return Object.hasOwn(CONTEXTS, name);
}

/** The place of the table that a field stands at: `jobs.if` of `jobs.build.if`. */
function placeOf(path: FieldPath): keyof typeof CONTEXTS | undefined {
  const [first, , third, , fifth] = path.map(String);
  const names = first === 'jobs' ? [`jobs.${third}.${fifth}`, `jobs.${third}`] : [`${first}`];
  return names.find(isPlace);
}

/** Contexts that are read where there are none. */
export function* unavailable(workflow: Field<Source>): Iterable<Report> {
  for (const { field, reads } of expressionsIn(workflow)) {
    const place = placeOf(field.path);
    if (place === undefined) continue;
    const known: readonly string[] = CONTEXTS[place];
    const name = reads.find((one) => ALL.includes(contextOf(one)) && !known.includes(contextOf(one)));
    if (name === undefined) continue;
    yield contextOf(name) === 'secrets' && field.path.at(-1) === 'if'
      ? report(field, `"${name}" stands in a condition, where there are no secrets`, {
          fix: `Give it to the job by env, and ask for the variable: if: env.NAME != ''.`,
        })
      : report(field, `"${name}" is read where there is no "${contextOf(name)}"`, {
          fix: `Read one of ${known.join(', ')} there, or move it to a step.`,
        });
  }
}

const ALL: readonly string[] = CONTEXTS['jobs.steps'];
const contextOf = (name: string) => name.split('.')[0] ?? '';
