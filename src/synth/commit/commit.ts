import type { Finding } from '../../diagnostic/diagnostic.js';
import { type Dist, distOf, makeWorkingFolder } from './dist.js';
import { stands } from './file.js';
import { openIntentFinding, orphanFinding, Refusal, refuseIfAny, systemFinding } from './findings.js';
import { readIntent } from './journal.js';
import { withLock } from './lock.js';
import { checkPaths } from './path.js';
import { type Difference, planOf } from './plan.js';
import { checkRoot } from './preflight.js';
import { sweepStages } from './stage.js';
import { resume, type State, write } from './write.js';

/*
 * Puts output in place as a whole, or not at all.
 *
 * A folder cannot be exchanged in one step: `dist` is in Git, so it can be no link to exchange, and files that did not
 * change must keep their time stamps for whoever watches them. So a commit keeps a journal:
 *
 *   1. lock              one run at a time (lock.ts); first complete what a killed run began
 *   2. plan, preflight   compare bytes; ask whether everything planned would be allowed
 *   3. stage             write what changed into .eco/<name>.stage-<id>/, flush it: a full disk shows here
 *   4. open the intent   dist/.intent.json: every move, with the content before and after; flushed
 *   5. move              rename new files, then replacements, then take away what is no longer there
 *   6. drop the intent   after the folders touched were flushed; then remove the stage
 *
 * Killed before 4, the output is old; after 6, new; between, the intent stands in the output: `git status` shows it,
 * `eco check` and CI refuse it, and the next run completes it, also when that run is killed. Should a move fail (a
 * quota, a mount), what was done is taken back and the intent dropped: the output is as it was.
 *
 * When an intent cannot be completed it is an orphan: its stage is gone (a clone of a half-written commit) or somebody
 * changed the output since (a checkout). Nothing is touched then; the next run of everything plans from what stands and
 * writes the output anew, with an intent that replaces the orphan. A run of one service refuses: it cannot mend the rest.
 *
 * The output is wholly ours: what no run wrote is removed, links and empty folders too. Not ours are entries at its top
 * that start with a dot (`.gitattributes`). An output folder that is a link, or that holds a project, is refused.
 */

export interface CommitOptions {
  /** Which existing files this run owns and may remove; all of `files` must be among them. Absent: the whole output. */
  readonly scope?: (path: string) => boolean;
  /** How long to wait for another run, in milliseconds. 30,000 when absent. */
  readonly wait?: number;
}

/** With any finding none of the files was written, unless the finding is `output-half-written`. */
export interface CommitResult extends Difference {
  /** Files that already held these bytes: not touched. */
  readonly unchanged: number;
  /** Whether an intent of a killed run was completed first. */
  readonly completed: boolean;
  readonly findings: readonly Finding[];
}

export interface Comparison extends Difference {
  readonly findings: readonly Finding[];
}

export interface Recovery {
  readonly state: State;
  readonly findings: readonly Finding[];
}

const NOTHING = { added: [], changed: [], removed: [], unchanged: 0 };
const WAIT = 30_000;

/** Makes an output folder hold exactly these files (text by path, `/` between steps). */
export function commit(root: string, files: ReadonlyMap<string, string>, options: CommitOptions = {}): CommitResult {
  const dist = distOf(root);
  let completed = false;
  const { done, findings } = guarded(dist, () =>
    alone(dist, options.wait, () => {
      const state = resume(dist);
      completed = state === 'completed';
      if (state === 'orphan' && options.scope !== undefined) throw new Refusal([orphanFinding(dist)]);
      refuseIfAny(checkPaths(dist, files.keys(), options.scope));
      const plan = planOf(dist, files, options.scope);
      refuseIfAny(plan.findings);
      write(dist, files, plan, state === 'orphan');
      const { added, changed, removed, unchanged } = plan;
      return { added, changed, removed, unchanged };
    }),
  );
  return { ...NOTHING, ...done, completed, findings };
}

/** Completes what a killed run began. A command that writes does it before anything else; `commit` does it too. */
export function recover(root: string, options: Pick<CommitOptions, 'wait'> = {}): Recovery {
  const dist = distOf(root);
  if (openIntent(root) === undefined) return { state: 'none', findings: [] };
  const { done, findings } = guarded(dist, () => alone(dist, options.wait, () => resume(dist)));
  return { state: done ?? 'orphan', findings };
}

/** What a commit would change, and a finding if the output is half written. Writes nothing, takes no lock. */
export function compare(
  root: string,
  files: ReadonlyMap<string, string>,
  options: Pick<CommitOptions, 'scope'> = {},
): Comparison {
  const dist = distOf(root);
  const { done, findings } = guarded(dist, () => {
    refuseIfAny([...checkRoot(dist), ...checkPaths(dist, files.keys(), options.scope)]);
    const { added, changed, removed, findings } = planOf(dist, files, options.scope);
    refuseIfAny(findings);
    return { added, changed, removed };
  });
  const open = findings.length === 0 ? openIntent(root) : undefined;
  return {
    added: [],
    changed: [],
    removed: [],
    ...done,
    findings: open === undefined ? findings : [...findings, open],
  };
}

/** The finding with which `eco check` and CI refuse a half-written output (or one they cannot read); else undefined. */
export function openIntent(root: string): Finding | undefined {
  const dist = distOf(root);
  const { done, findings } = guarded(dist, () => (stands(dist.intent) ? openIntentFinding(dist) : undefined));
  return done ?? findings[0];
}

/** Turns refusals, ours and the system's, into findings. Whatever else is thrown is our own bug, and must show. */
function guarded<T>(dist: Dist, work: () => T): { done?: T; findings: readonly Finding[] } {
  try {
    return { done: work(), findings: [] };
  } catch (error) {
    if (error instanceof Refusal) return { findings: error.findings };
    const finding = systemFinding(dist, error);
    if (finding === undefined) throw error;
    return { findings: [finding] };
  }
}

/** Runs while no other run writes, after what killed ones left in `.eco/` was swept. */
function alone<T>(dist: Dist, wait = WAIT, work: () => T): T {
  refuseIfAny(checkRoot(dist));
  makeWorkingFolder(dist);
  return withLock(dist, wait, () => {
    const open = readIntent(dist);
    sweepStages(dist, open === undefined || open === 'unreadable' ? undefined : open.stage);
    return work();
  });
}
