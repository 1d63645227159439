import { commitObject } from '../../images/commit-object.js';
import { GitRefusal } from '../../images/git.js';
import { push } from '../../images/push.js';
import { fileAt, openRepository } from '../../images/repository.js';
import {
  describeUpstream,
  fetchTip,
  follow,
  forgetFetched,
  refuseDirty,
  refuseUnpushed,
  upstreamOf,
} from '../../images/upstream.js';
import type { Fleet } from '../../service/fleet.js';
import { Failure } from '../failure.js';
import { loadFleet } from '../load/load-fleet.js';
import type { Project } from '../project.js';
import type { Decide } from './change.js';
import { busyFolder, outOfTime, unreachable } from './push-findings.js';
import { refuseOtherTool, sourcesDiffer } from './sources.js';
import { type Worked, workOut } from './work-out.js';
import type { Outcome } from './write.js';

/** What was pushed. Without a commit there was nothing to do, or findings forbade it. */
export interface PushOutcome extends Outcome {
  readonly commit?: string;
  /** `origin/main` */
  readonly branch: string;
  readonly attempts: number;
  /** False when the folder could not be moved on to the commit. */
  readonly followed: boolean;
}

/** Attempts in a row that may end without an answer of the remote. */
const silences = 5;

/**
 * Changes images on the remote's branch: one commit, made on top of the branch's newest and offered to the remote, anew
 * whenever somebody was faster. The folder follows at the end, and only then: whoever is killed before that has changed
 * nothing here, and there all or nothing.
 * `patience`: how long to try, in milliseconds.
 * @throws Failure, GitRefusal
 */
export async function changeUpstream(
  project: Project,
  loaded: Fleet,
  decide: Decide,
  patience: number,
): Promise<PushOutcome> {
  const repository = openRepository(project.root);
  const upstream = upstreamOf(repository);
  refuseDirty(repository);
  const branch = describeUpstream(upstream);
  const until = performance.now() + patience;
  let [fleet, head, silent] = [loaded, repository.head, 0];
  let worked: Worked | undefined;
  const hush = (refusal: Failure | GitRefusal): void => {
    silent += 1;
    if (silent >= silences) throw refusal;
  };
  try {
    for (let attempts = 1; ; attempts += 1) {
      const tip = answerOf(() => fetchTip(repository, upstream));
      if (typeof tip === 'string') {
        refuseUnpushed(repository, upstream, head, tip);
        if (sourcesDiffer(project, fleet, repository, head, tip)) {
          refuseOtherTool(project, repository, head, tip);
          if (!(await follow(repository, tip))) throw busyFolder(branch);
          [head, fleet, worked] = [tip, await reload(project), undefined];
        }
        const view = { fleet, revision: tip, read: (file: string) => fileAt(repository, tip, file) };
        worked = workOut(project, repository, view, decide, worked);
        const { prepared, difference, files } = worked;
        const { findings } = prepared;
        const outcome = { prepared, files: difference, findings, branch, attempts, followed: true };
        if (findings.length > 0 || prepared.moves.length === 0) return outcome;
        const commit = commitObject(repository, tip, files, prepared.change.message);
        const answer = push(repository, upstream, commit);
        if (answer === 'done') return { ...outcome, commit, followed: await follow(repository, commit) };
        if (answer === 'behind') silent = 0;
        else hush(unreachable(branch, answer.unreachable, silences));
      } else hush(tip);
      if (performance.now() >= until) throw outOfTime(branch, attempts, patience);
      await pause(attempts);
    }
  } finally {
    forgetFetched(repository);
  }
}

/** A remote that does not answer now may answer in a moment. */
function answerOf(ask: () => string): string | GitRefusal {
  try {
    return ask();
  } catch (error) {
    if (error instanceof GitRefusal) return error;
    throw error;
  }
}

/**
 * Twice as long from time to time, and never the same for two: else those who collided would collide again, and a hundred
 * of them would have no time for anything else.
 */
async function pause(attempts: number): Promise<void> {
  const longest = Math.min(15_000, 100 * 2 ** attempts);
  await new Promise((done) => setTimeout(done, longest * (0.2 + 0.8 * Math.random())));
}

async function reload(project: Project): Promise<Fleet> {
  const loaded = await loadFleet(project);
  if ('findings' in loaded) throw new Failure(...loaded.findings);
  return loaded.fleet;
}
