import type { Finding } from '../diagnostic/diagnostic.js';
import { get, text } from '../manifest/access.js';
import { describeRef, type FieldPath, type Manifest } from '../manifest/manifest.js';
import { syncOptions } from './applications.js';
import type { ObjectChange } from './change.js';
import type { Context } from './effects/context.js';
import { danglingReferences } from './effects/removed.js';
import { endpointsOf } from './rollout/pods.js';
import { listed } from './rollout/words.js';

/** What must not be applied as it stands: it takes down what serves, or skips a phase of a migration. */
export function guard(context: Context): Finding[] {
  return [
    ...context.changes.flatMap((change) => [
      ...swaps(change, context),
      ...early(change, context),
      ...used(change, context),
    ]),
    ...serving(context),
  ];
}

function finding(
  rule: string,
  manifest: Manifest,
  path: FieldPath,
  rest: Pick<Finding, 'message' | 'why' | 'fix'>,
): Finding {
  const { ref, origin } = manifest;
  const [at, from] = [origin.at?.(path), origin.from?.(path)];
  return { rule, severity: 'error', ...rest, object: ref, ...(at && { at }), ...(from && { from }) };
}

const PHASES =
  'Commit 1: add the new one beside the old, same labels, all replicas. When it is Healthy, commit 2: autoscaler and disruption budget. Commit 3: drop the old one.';

const IN_A_FLEET =
  "In a fleet: delivery: migrate({ phase: 'beside', to: canary({ … }) }), then phase 'parked', then canary({ … }) itself.";

/** One workload becomes another kind under its name: Argo CD deletes before it applies. Source: Argo Rollouts, migrating. */
function* swaps({ how, before, after }: ObjectChange, context: Context): Iterable<Finding> {
  if (how !== 'rekinded' || !before || !after) return;
  if (syncOptions(after, context.after).has('PruneLast=true')) return;
  yield finding('migration-swap', after, ['kind'], {
    message: `${describeRef(before.ref)} becomes a ${after.ref.kind} in one step`,
    why: `Argo CD deletes the ${before.ref.kind} before it makes the ${after.ref.kind}: no pod runs until the first new one is ready.`,
    fix: `${PHASES}${after.ref.kind === 'Rollout' ? ` ${IN_A_FLEET}` : ''} Or, in one commit, the sync option PruneLast=true.`,
  });
}

/** An autoscaler that moves to a Rollout which is new in the same change: the old one is left without one while it serves. */
function* early({ how, before, after, fields }: ObjectChange, { changes }: Context): Iterable<Finding> {
  if (
    how !== 'changed' ||
    !before ||
    !after ||
    !fields.some(({ pattern }) => pattern.startsWith('spec.scaleTargetRef'))
  )
    return;
  const [kind, name] = [text(after.object, 'spec.scaleTargetRef.kind'), text(after.object, 'spec.scaleTargetRef.name')];
  const target = changes.find(
    ({ ref, how: came }) =>
      came === 'added' && ref.kind === kind && ref.name === name && ref.namespace === after.ref.namespace,
  );
  if (!target || kind !== 'Rollout') return;
  yield finding('migration-phase', after, ['spec', 'scaleTargetRef'], {
    message: `${describeRef(after.ref)} moves to ${kind} ${name}, which is new in the same change`,
    why: `The ${text(before.object, 'spec.scaleTargetRef.kind') ?? 'old workload'} still serves and is no longer scaled, while the ${kind} has not proved that it runs.`,
    fix: `${PHASES} ${IN_A_FLEET}`,
  });
}

/** An object that goes while another still names it. */
function* used({ how, before }: ObjectChange, { after }: Context): Iterable<Finding> {
  if (how !== 'removed' || !before) return;
  const [edge, ...more] = danglingReferences(before, after);
  if (!edge) return;
  const users = listed([...new Set([edge, ...more].map(({ from }) => describeRef(from.ref)))], 4);
  yield finding('prune-serving', edge.from, edge.path, {
    message: `${describeRef(before.ref)} is deleted while ${users} still ${more.length > 0 ? 'need' : 'needs'} it`,
    why: AFTERMATH[before.ref.kind] ?? 'What names it finds nothing any more.',
    fix: `First a commit in which nothing names it, then one that deletes it.`,
  });
}

const AFTERMATH: Readonly<Record<string, string>> = {
  Service: 'Requests that are led to it are answered with 503.',
  ConfigMap: 'Pods that run keep it; each new one waits for it for ever.',
  Secret: 'Pods that run keep it; each new one waits for it for ever.',
  ServiceAccount: 'Pods that run go on; new ones are refused.',
  PersistentVolumeClaim: 'New pods stay Pending, and the data goes with the volume.',
  Deployment: 'What scales or routes to it has no target.',
};

/** Pods that go while a Service still sends to them, and none that ran before are left. */
function* serving({ before, after, changeOf }: Context): Iterable<Finding> {
  for (const service of after.kind('Service')) {
    const was = before.get({ group: '', kind: 'Service', namespace: service.ref.namespace, name: service.ref.name });
    if (!was || get(service.object, 'spec.selector') === undefined) continue;
    const old = endpointsOf(was, before);
    const gone = old.filter((one) => ['removed', 'renamed'].includes(changeOf.get(one)?.how ?? ''));
    if (gone.length === 0) continue;
    const now = endpointsOf(service, after);
    if (now.some((one) => (changeOf.get(one)?.how ?? 'changed') === 'changed')) continue;
    if (now.some((one) => changeOf.get(one)?.how === 'rekinded' || syncOptions(one, after).has('PruneLast=true')))
      continue;
    const names = listed(gone.map(({ ref }) => describeRef(ref)));
    yield finding('prune-serving', service, ['spec', 'selector'], {
      message: `${names} ${gone.length === 1 ? 'goes' : 'go'} while ${describeRef(service.ref)} still sends to ${gone.length === 1 ? 'it' : 'them'}`,
      why:
        now.length === 0
          ? 'No pods are left that it selects: every request is answered with an error.'
          : `${listed(now.map(({ ref }) => ref.name))} ${now.length === 1 ? 'is' : 'are'} new: Argo CD deletes the old pods before the new ones are ready.`,
      fix: 'First a commit that adds the new pods; once they are ready, one that deletes the old ones. Or the sync option PruneLast=true.',
    });
  }
}
