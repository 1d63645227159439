import { chmodSync, mkdirSync } from 'node:fs';
import { apply, dropEmptied, newLog, rollBack } from './apply.js';
import { type Dist, stageFolder } from './dist.js';
import { removeEmptyFolder, stands } from './file.js';
import { halfWrittenFinding, hasCode, Refusal, refuseIfAny } from './findings.js';
import { dropIntentFile, type Intent, openIntentFile, readIntent, remaining } from './journal.js';
import type { Plan } from './plan.js';
import { preflight } from './preflight.js';
import { stage, sweepStages } from './stage.js';

/** `orphan`: an intent stands that cannot be completed; only a run of everything can replace it. */
export type State = 'none' | 'completed' | 'orphan';

/** Completes an open intent if that is possible; touches nothing if it is not. */
export function resume(dist: Dist): State {
  const open = readIntent(dist);
  if (open === undefined) return 'none';
  const work = open === 'unreadable' ? undefined : remaining(dist, open);
  if (work === undefined) return 'orphan';
  try {
    mkdirSync(stageFolder(dist, work.stage), { recursive: true });
    apply(dist, work, newLog(false));
    dropIntentFile(dist);
  } catch (error) {
    // Somebody put files where the intent needs a folder, or the other way round: plan anew from what stands.
    if (hasCode(error, 'EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST')) return 'orphan';
    throw new Refusal([halfWrittenFinding(dist, error)]);
  }
  sweepStages(dist);
  return 'completed';
}

/** Carries a plan out: everything, or nothing and a refusal. `orphan`: it replaces an intent that cannot be completed. */
export function write(dist: Dist, files: ReadonlyMap<string, string>, plan: Plan, orphan: boolean): void {
  const nothing = plan.added.length + plan.changed.length + plan.removed.length === 0;
  refuseIfAny(nothing && plan.emptied.length === 0 && !orphan ? [] : preflight(dist, plan));
  if (nothing) {
    // Empty folders are nothing to Git: they need no journal.
    dropEmptied(dist, plan.emptied, newLog(false));
    if (orphan) dropIntentFile(dist);
    return;
  }
  const isNew = !stands(dist.root);
  try {
    const intent = stage(dist, files, plan);
    if (isNew) makeRoot(dist);
    move(dist, intent, orphan);
  } catch (error) {
    if (!stands(dist.intent)) {
      sweepStages(dist);
      if (isNew) removeEmptyFolder(dist.root);
    }
    throw error;
  }
  sweepStages(dist);
}

/** Throws with the output as it was, or with a refusal that says it is half written. */
function move(dist: Dist, intent: Intent, orphan: boolean): void {
  const log = newLog(!orphan);
  try {
    openIntentFile(dist, intent);
    apply(dist, intent, log);
  } catch (error) {
    // Before an orphan's replacement nothing was whole that one could go back to: the new intent stays.
    if (orphan || !rollBack(dist, log)) throw new Refusal([halfWrittenFinding(dist, error)]);
    if (stands(dist.intent)) dropIntentFile(dist);
    throw error;
  }
  try {
    dropIntentFile(dist);
  } catch (error) {
    throw new Refusal([halfWrittenFinding(dist, error)]);
  }
}

function makeRoot(dist: Dist): void {
  mkdirSync(dist.root);
  chmodSync(dist.root, 0o755);
}
