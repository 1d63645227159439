import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { jobsOf } from './jobs.js';

/**
 * What stands at each place of a workflow. A test holds it against the schema of GitHub's own parser.
 * Source: docs.github.com/actions/reference/workflows-and-actions/workflow-syntax.
 */
export const FIELDS = {
  workflow: words('name run-name description on permissions env defaults concurrency jobs'),
  job: words(
    'name if needs permissions runs-on snapshot environment concurrency outputs env defaults steps timeout-minutes',
    'cancel-timeout-minutes strategy continue-on-error container services uses with secrets',
  ),
  step: words(
    'id if name uses run working-directory shell with env continue-on-error timeout-minutes background',
    'wait wait-all cancel parallel',
  ),
  strategy: words('matrix fail-fast max-parallel'),
  concurrency: words('group cancel-in-progress queue'),
  environment: words('name url deployment'),
  container: words('image options env ports volumes credentials'),
  service: words('image options env ports volumes credentials entrypoint command'),
  input: words('description type required default options deprecationMessage'),
  push: words('branches branches-ignore tags tags-ignore paths paths-ignore'),
  pull_request: words('types branches branches-ignore paths paths-ignore'),
  workflow_run: words('types workflows branches branches-ignore'),
  workflow_dispatch: words('inputs'),
  workflow_call: words('inputs secrets outputs'),
} as const;

export type Place = keyof typeof FIELDS;

/** Rights of a token, and what may be said of each. */
export const RIGHTS: readonly string[] = words(
  'actions artifact-metadata attestations checks code-quality contents copilot-requests deployments discussions drives',
  'id-token issues models packages pages pull-requests repository-projects security-events statuses vulnerability-alerts',
);
const LEVELS = ['read', 'write', 'none'];

/** What happens to a pull request. */
export const PULL_REQUEST_TYPES: readonly string[] = words(
  'assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked',
  'enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed',
  'auto_merge_enabled auto_merge_disabled stacked',
);

/** Fields, rights and types of events that GitHub does not know: a slip, or a field at the wrong place. */
export function* unknownFields(workflow: Field<Source>): Iterable<Report> {
  yield* at(workflow, 'workflow');
  yield* at(workflow.at('concurrency'), 'concurrency');
  yield* rights(workflow.at('permissions'));
  for (const one of EVENTS) yield* at(workflow.at(['on', one]), one);
  yield* at(workflow.at('on.pull_request_target'), 'pull_request');
  for (const event of ['workflow_dispatch', 'workflow_call'])
    for (const [, input] of workflow.entries(['on', event, 'inputs'])) yield* at(input, 'input');
  for (const event of ['pull_request', 'pull_request_target']) yield* types(workflow.at(['on', event]), event);
  for (const { field, steps } of jobsOf(workflow)) {
    yield* at(field, 'job');
    for (const step of steps) yield* at(step, 'step');
    for (const one of ['strategy', 'concurrency', 'environment', 'container'] as const) yield* at(field.at(one), one);
    for (const [, service] of field.entries('services')) yield* at(service, 'service');
    yield* rights(field.at('permissions'));
  }
}

function* at(field: Field<Source>, place: Place): Iterable<Report> {
  const known = FIELDS[place];
  for (const [name, value] of field.entries()) {
    // A key `on` is read as true by YAML 1.1; a key that is merged is gone.
    if (known.includes(name) || name === 'true' || name === '<<') continue;
    const near = didYouMean(name, known);
    const elsewhere = PLACES.filter((one) => FIELDS[one].includes(name));
    const message = `"${name}" is no field of ${NAMES[place]}`;
    if (near !== undefined) yield report(value, message, { fix: `Did you mean ${near}?` });
    else if (elsewhere.length > 0)
      yield report(value, message, {
        fix: `It is one of ${elsewhere.map((one) => NAMES[one]).join(', or ')}: move it.`,
      });
    // One that is like none of them may be newer than this list.
    else yield report(value, message, { severity: 'warning', fix: `There are ${known.join(', ')}.` });
  }
}

function* rights(field: Field<Source>): Iterable<Report> {
  for (const [name, level] of field.entries()) {
    if (!RIGHTS.includes(name)) {
      const near = didYouMean(name, RIGHTS);
      if (near) yield report(level, `"${name}" is no right of a token`, { fix: `Did you mean ${near}?` });
    } else if (level.text !== undefined && !LEVELS.includes(level.text))
      yield report(level, `"${level.text}" is no level of a right`, { fix: 'Write read, write or none.' });
  }
}

function* types(event: Field<Source>, name: string): Iterable<Report> {
  const written = event.at('types');
  for (const one of written.text === undefined ? written.items() : [written]) {
    if (one.text === undefined || PULL_REQUEST_TYPES.includes(one.text)) continue;
    const near = didYouMean(one.text, PULL_REQUEST_TYPES);
    if (near) yield report(one, `"${name}" has no type "${one.text}"`, { fix: `Did you mean ${near}?` });
  }
}

const NAMES: Readonly<Record<Place, string>> = {
  workflow: 'a workflow',
  job: 'a job',
  step: 'a step',
  strategy: 'a strategy',
  concurrency: 'concurrency',
  environment: 'an environment',
  container: 'a container',
  service: 'a service',
  input: 'an input',
  push: 'the event push',
  pull_request: 'the event pull_request',
  workflow_run: 'the event workflow_run',
  workflow_dispatch: 'the event workflow_dispatch',
  workflow_call: 'the event workflow_call',
};
const EVENTS = ['push', 'pull_request', 'workflow_run', 'workflow_dispatch', 'workflow_call'] as const;
const PLACES = Object.keys(FIELDS).filter((one): one is Place => one in FIELDS);

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
