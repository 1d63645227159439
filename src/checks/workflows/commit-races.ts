import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { needsOf } from './context-errors.js';
import { actionOf, jobsOf, pushing, scriptOf, type WorkflowJob } from './jobs.js';

const WRITES_TAGS = /\b(?:tags?|newTag|images?|values\.ya?ml|kustomization\.ya?ml)\b/i;
const CATCHES_UP = /\bgit\b[^\n]*\b(?:pull|rebase|reset --hard origin)\b/;

/** Several jobs that push to one branch at once, none of which fetches what the other pushed. */
export function* racing(job: WorkflowJob, jobs: readonly WorkflowJob[]): Iterable<Report> {
  const beside = jobs.filter(
    (one) => one.id !== job.id && pushing(one).length > 0 && !waits(one, job) && !waits(job, one),
  );
  const isSerial = job.field.at('strategy.max-parallel').number === 1 && job.steps.some(checksOutBranch);
  const matrix = job.field.at('strategy.matrix').exists && !isSerial;
  if (!matrix && beside.length === 0) return;
  for (const step of pushing(job)) {
    const caught = job.steps.some((one) => CATCHES_UP.test(scriptOf(one)));
    if (caught) continue;
    const who = matrix
      ? 'each leg of the matrix'
      : `job "${job.id}" beside ${beside.map(({ id }) => `"${id}"`).join(', ')}`;
    yield report(step.at('run'), `${who} pushes, and none fetches first`);
  }
}

/** The commit that started the run is checked out where no branch is named: it lacks what an earlier leg has pushed. */
function checksOutBranch(step: Field<Source>): boolean {
  return actionOf(step) === 'actions/checkout' && step.at('with.ref').exists;
}

/** A push of a workflow that others race with: each of them is started by pushes to the same branches. */
export function* racingWithOthers(workflow: Field<Source>, all: readonly Field<Source>[]): Iterable<Report> {
  const branchesOf = (one: Field<Source>) => one.items('on.push.branches').flatMap(({ text }) => text ?? []);
  const branches = branchesOf(workflow);
  const others = all.filter(
    (one) =>
      one.manifest !== workflow.manifest &&
      branchesOf(one).some((branch) => branches.includes(branch)) &&
      jobsOf(one).some((job) => pushing(job).length > 0),
  );
  const [first] = others;
  if (!first) return;
  for (const job of jobsOf(workflow)) {
    if (job.field.at('strategy.matrix').exists || job.steps.some((step) => CATCHES_UP.test(scriptOf(step)))) continue;
    for (const step of pushing(job))
      yield report(
        step.at('run'),
        `job "${job.id}" pushes without fetching first, beside ${others.length > 1 ? `${others.length} other workflows` : `"${first.manifest.path}"`}`,
        { severity: 'warning', fix: 'Write git pull --rebase before git push, and try again where it is refused.' },
      );
  }
}

const waits = (job: WorkflowJob, other: WorkflowJob) => needsOf(job).includes(other.id);

/** A concurrency group that all runs share keeps one run that waits: a third takes its place. */
export function* replaced(job: WorkflowJob): Iterable<Report> {
  if (!pushing(job).some((step) => WRITES_TAGS.test(scriptOf(step)))) return;
  for (const concurrency of [job.field.at('concurrency'), job.workflow.at('concurrency')]) {
    const group = concurrency.text ?? concurrency.at('group').text;
    if (group === undefined || /github\.(?:run_id|sha|run_number)|matrix\./.test(group)) continue;
    if (concurrency.at('queue').text === 'max') continue;
    yield report(concurrency, `runs that write tags wait in the group "${group}", in which only one may wait`, {
      why: 'GitHub cancels the run that waits as soon as another comes: the tag that it would have written is lost.',
      fix: 'Write queue: max beside the group, or give each run a group of its own: …-${{ github.run_id }}.',
    });
  }
}
