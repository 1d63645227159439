import { text } from '../../../manifest/access.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { annotatedWave, HOOK, HOOK_PATH, hookPhases, phaseOf } from '../../../manifest/argocd/hooks.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { annotated } from '../../../manifest/index/annotated.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';

const example = (phase: string) => `
apiVersion: batch/v1
kind: Job
metadata:
  name: cart-migrate
  namespace: shop
  annotations:
    argocd.argoproj.io/hook: ${phase}
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: ghcr.io/team/cart:1.0.0
`;

const POLICY = ['metadata', 'annotations', 'argocd.argoproj.io/hook-delete-policy'];
const PHASES = ['PreSync', 'Sync', 'Skip', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete'];
const POLICIES = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'];
const PREPARES = /(?:^|-)(?:migrat(?:e|ion|ions)|bootstrap|schema|seed|init(?:db)?|db-(?:init|setup))(?:-|$)/;

export const hooks = rule({
  id: 'hooks',
  severity: 'warning',
  what: 'A hook runs at the wrong time, or what it needs is not there yet',
  why: 'Argo CD runs the phases one after the other: what the hook prepares, or reads, comes too late.',
  fix: 'Prepare with PreSync, or with Sync and a wave before the workloads.',
  exceptions: ['What a PreSync hook reads may be there from an earlier sync: the first one fails.'],
  source: 'Argo CD, user-guide/resource_hooks',
  wrong: example('PostSync # <--'),
  right: example('PreSync'),
  *check({ set, graph }) {
    for (const manifest of annotated(set, HOOK)) {
      const hook = fieldOf(manifest, HOOK_PATH);
      if (!hook.exists) continue;
      yield* words(hook, PHASES, 'phase of a hook');
      yield* words(fieldOf(manifest, POLICY), POLICIES, 'hook-delete-policy');
      yield* late(manifest, hook);
      yield* early(manifest, hook, graph);
    }
    yield* unhooked(set.kind('Job'));
    yield* selective(set);
  },
});

function* words(field: Field, known: readonly string[], what: string): Iterable<Report> {
  for (const word of (field.text ?? '').split(',').map((one) => one.trim())) {
    if (word === '' || known.includes(word) || word.includes('{{')) continue;
    const near = didYouMean(word, known);
    yield report(field, `"${word}" is no ${what}`, {
      severity: 'error',
      why: 'Argo CD does not know the word: the object is no hook, or is never deleted.',
      fix: near ? `Did you mean "${near}"?` : `Allowed: ${known.join(', ')}.`,
    });
  }
}

function* late(manifest: Manifest, hook: Field): Iterable<Report> {
  if (manifest.ref.kind !== 'Job' || phaseOf(manifest) !== 'PostSync' || !PREPARES.test(manifest.ref.name)) return;
  yield report(hook, `${describeRef(manifest.ref)} prepares something and runs after everything else`, {
    why: 'The workloads start before it: they meet the old schema, or none, and the sync waits for them to be healthy first.',
  });
}

/** A PreSync hook comes before what the same sync makes. */
function* early(manifest: Manifest, hook: Field, graph: ReferenceGraph): Iterable<Report> {
  if (!hookPhases(manifest).includes('PreSync')) return;
  for (const edge of graph.from(manifest)) {
    const target = targetManifest(edge);
    if (!target || edge.optional || !['ConfigMap', 'Secret', 'ServiceAccount'].includes(edge.to.kind)) continue;
    const isBefore = phaseOf(target) === 'PreSync' && annotatedWave(target) <= annotatedWave(manifest);
    if (isBefore || folderOf(target) !== folderOf(manifest)) continue;
    yield report(hook, `PreSync runs before ${describeRef(target.ref)} is applied, which it needs`, {
      why: 'The first sync fails: the pod of the hook cannot start without it. Later ones run with the last state of it.',
      fix: 'Make it a Sync hook with an earlier wave than the workloads, or what it needs a PreSync hook of an earlier wave.',
    });
    return;
  }
}

// What another Application applies may well be there.
function folderOf({ origin: { file } }: Manifest): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** A Job beside hooks that is none itself is immutable: a new image is refused. */
function* unhooked(jobs: readonly Manifest[]): Iterable<Report> {
  const hooked = new Set(jobs.filter((job) => hookPhases(job).length > 0).map(folderOf));
  for (const job of jobs) {
    const replaced = text(job.object, ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'])?.includes(
      'Replace=true',
    );
    if (fieldOf(job, HOOK_PATH).exists || replaced || !hooked.has(folderOf(job)) || job.object.metadata.generateName)
      continue;
    yield report(fieldOf(job, 'metadata.name'), `${describeRef(job.ref)} is no hook: its template can never change`, {
      why: 'A Job is immutable: the sync fails with the next image.',
      fix: 'Make it a hook with hook-delete-policy BeforeHookCreation.',
    });
  }
}

/** An operation for some objects alone runs no hook. Source: Argo CD, user-guide/selective_sync. */
function* selective(set: ManifestSet): Iterable<Report> {
  const owners = ownersOf(set);
  for (const application of set.kind('Application')) {
    const chosen = fieldOf(application, 'operation.sync.resources');
    if (chosen.items().length === 0) continue;
    const hook = set.manifests.find((one) => owners.get(one)?.manifest === application && hookPhases(one).length > 0);
    if (hook)
      yield report(chosen, `a sync of chosen objects runs no hook: ${describeRef(hook.ref)} is left out`, {
        why: 'The workloads are updated without what has to come before or after them.',
        fix: 'Drop the list: sync the whole Application.',
      });
  }
}
