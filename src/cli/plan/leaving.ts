import { isPruned } from '../../diff/applications.js';
import { diffSets } from '../../diff/diff.js';
import type { Entry } from '../../diff/effect.js';
import { annotatedWave } from '../../manifest/argocd/hooks.js';
import { dataLoss } from '../../manifest/data-loss.js';
import { partFiles } from '../../manifest/files/sets.js';
import { groupBy } from '../../manifest/group-by.js';
import type { Manifest } from '../../manifest/manifest.js';
import { inApplyOrder } from '../../order/apply-order.js';
import { byHand, isGuarded } from '../../synth/removals.js';
import type { Synthesized } from '../../synth/synthesize.js';
import { Failure } from '../failure.js';
import { Git } from '../git.js';
import { type Project, relativeFile } from '../project.js';
import { folderOf } from '../synth/by-folder.js';

/** An object that the last commit has and the sources no longer give. */
export interface Leaving {
  readonly manifest: Manifest;
  /** `deleted` by Argo CD; `kept` in the cluster, where nobody keeps it up; `unknown` where no Application is seen. */
  readonly fate: 'deleted' | 'kept' | 'unknown';
  /** What goes with it, as sentences. */
  readonly effects: readonly string[];
  /** What a person types once it is to go, where Argo CD keeps it. */
  readonly byHand?: string;
}

/** What leaves an environment, by Application. */
export interface Departures {
  /** `HEAD (1f3c9a2)`. */
  readonly since: string;
  readonly byFolder: ReadonlyMap<string, readonly Leaving[]>;
}

/**
 * What Argo CD will prune: objects of a commit that are not made any more. Undefined where there is no commit and none
 * was asked for.
 * @param name a Git ref
 * @throws Failure for a ref that does not exist
 */
export function leavingSince(
  project: Project,
  { environment, set, files }: Pick<Synthesized, 'environment' | 'set' | 'files'>,
  name?: string,
): Departures | undefined {
  const git = new Git(project.root);
  const commit = commitOf(git, name);
  if (commit === undefined) return undefined;
  const dist = relativeFile(project.root, project.dist);
  const committed = git.files(commit, `${dist}/${environment}`);
  const since = `${name ?? 'HEAD'} (${git.short(commit)})`;
  if (committed.every(({ path }) => files.has(`${environment}/${path}`))) return { since, byFolder: new Map() };
  const found = committed.map(({ path, text }) => {
    const file = `${dist}/${environment}/${path}`;
    return { file, path: file, text };
  });
  const before = partFiles(found, () => environment).sets[0];
  if (!before) return { since, byFolder: new Map() };
  const leaving = diffSets(before, set).entries.flatMap((entry) => {
    const { how, before: old } = entry.change;
    return old && how !== 'changed' ? [leavingOf(entry, old, isPruned(old, before, set))] : [];
  });
  return { since, byFolder: groupBy(leaving.sort(inPruneOrder), ({ manifest }) => folderOf(manifest)) };
}

/** Environments that a commit has and the fleet has not any more. */
export function environmentsLeaving(project: Project, known: readonly string[], name?: string): readonly string[] {
  const git = new Git(project.root);
  const commit = commitOf(git, name);
  if (commit === undefined) return [];
  const committed = git.files(commit, relativeFile(project.root, project.dist));
  const names = committed.flatMap(({ path }) => (path.includes('/') ? [path.split('/')[0] ?? ''] : []));
  return [...new Set(names)].filter((one) => !known.includes(one));
}

/** The latest wave goes first: what stands on something goes before it. Source: Argo CD, gitops-engine `sync_context.go`. */
function inPruneOrder(a: Leaving, b: Leaving): number {
  return annotatedWave(b.manifest) - annotatedWave(a.manifest) || inApplyOrder(a.manifest, b.manifest);
}

function leavingOf({ effects }: Entry, manifest: Manifest, pruned: boolean | undefined): Leaving {
  const fate = pruned === undefined ? 'unknown' : pruned ? 'deleted' : 'kept';
  const told = effects.filter(({ kind }) => kind === 'deleted' || kind === 'delivery' || kind === 'replaced');
  return {
    manifest,
    fate,
    effects: told.map(({ text }) => text),
    // What Argo CD keeps for another reason is not to go: the settings of Argo CD itself.
    ...(fate === 'kept' &&
      isGuarded(manifest.object) &&
      dataLoss(manifest.object) !== undefined && { byHand: byHand(manifest.object) }),
  };
}

/** The commit of a ref. Without one the last commit; undefined where there is none yet, or no Git at all. */
function commitOf(git: Git, name: string | undefined): string | undefined {
  if (name !== undefined) return git.resolve(name);
  try {
    return git.resolve('HEAD');
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
