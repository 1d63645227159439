import { text } from '../../manifest/access.js';
import { dataLoss, type Loss } from '../../manifest/data-loss.js';
import { resolveKind, rowOf } from '../../manifest/kinds.js';
import { describeRef, type Manifest, objectKey } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { type Reference, referencesOf } from '../../manifest/references.js';
import { isPruned } from '../applications.js';
import type { ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';
import { goesWith } from './goes-with.js';

/** What goes when an object leaves Git, and what hangs on it. */
export function* removedEffects({ how, before, ref }: ObjectChange, context: Context): Iterable<Effect> {
  if (how !== 'removed' || !before) return;
  const name = describeRef(ref);
  if (isPruned(before, context.before, context.after) === false) {
    const text = `${name} leaves Git but stays in the cluster: it is not pruned`;
    const lost = dataLoss(before.object);
    const fix = lost === undefined ? {} : { fix: `Once it is to go, a person deletes it, and ${lost}.` };
    yield { kind: 'delivery', text, ...fix, source: 'Argo CD, user-guide/sync-options: no prune resources' };
    return;
  }
  const { also, grave } = stillScaled(before, context.after) ?? goesWith(before, context.before);
  const users = usersOf(before, context.after);
  const needing = staying(before, context);
  const used = [
    ...(users.length > 0 ? [`${listed(users)} still ${users.length === 1 ? 'needs' : 'need'} it`] : []),
    ...(needing.length > 0
      ? [
          `${listed(needing)}, which ${needing.length === 1 ? 'stays' : 'stay'} in the cluster, ${withoutIt(ref.kind, needing.length)}`,
        ]
      : []),
  ].join('; ');
  yield {
    kind: 'deleted',
    text: [`${name} is deleted${also ? `: ${also}` : ''}`, used].filter(Boolean).join('; '),
    ...((grave || used) && { grave: true }),
    ...(TOLD.has(ref.kind) && !used && { minor: true }),
    ...((grave || needing.length > 0) && {
      fix: 'To keep it: annotate it with argocd.argoproj.io/sync-options: Prune=false in a commit before.',
    }),
    source: 'Argo CD, user-guide/auto_sync: automatic pruning',
  };
}

// Kinds whose going is told by what it changes for others: rights, routes, alerts.
const TOLD = new Set([
  'NetworkPolicy',
  'AuthorizationPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'PrometheusRule',
  'ServiceMonitor',
  'PodMonitor',
  'VirtualService',
  'HTTPRoute',
  'Ingress',
  'PodDisruptionBudget',
]);

/** An autoscaler whose target another one scales in the end: nothing is missing without it. */
function stillScaled({ ref, object }: Manifest, after: ManifestSet): Loss | undefined {
  const target = text(object, 'spec.scaleTargetRef.name');
  if (!SCALERS.some((kind) => kind === ref.kind) || target === undefined) return undefined;
  const other = SCALERS.flatMap((kind) => after.inNamespace(kind, ref.namespace)).find(
    (one) => text(one.object, 'spec.scaleTargetRef.name') === target,
  );
  return other && { also: `${target} is scaled by ${describeRef(other.ref)} alone`, grave: false };
}

const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'] as const;

const dangling = perSet((set: ManifestSet): ReadonlyMap<string, readonly Reference[]> => {
  const map = new Map<string, Reference[]>();
  for (const edge of referencesOf(set).all) {
    if (edge.target.is !== 'missing' || edge.optional) continue;
    const { group, kind, namespace = '', name } = edge.to;
    const key = `${group}/${kind}/${namespace}/${name}`;
    map.set(key, [...(map.get(key) ?? []), edge]);
  }
  return map;
});

/** References of the new side to an object that is gone, or to what its controller made of it. */
export function danglingReferences(gone: Manifest, after: ManifestSet): readonly Reference[] {
  const made = (rowOf(gone.object)?.makes ?? []).flatMap(({ kind, names }) => {
    const { group = '', kind: name } = resolveKind(kind);
    return names(gone.object).map((one) => `${group}/${name}/${gone.ref.namespace ?? ''}/${one}`);
  });
  return [objectKey(gone.ref), ...made].flatMap((key) => dangling(after).get(key) ?? []);
}

function usersOf(gone: Manifest, after: ManifestSet): string[] {
  const edges = danglingReferences(gone, after);
  return [...new Set(edges.map(({ from }) => `${from.ref.kind} ${from.ref.name}`))];
}

/** What leaves Git, stays in the cluster, and needs an object that is deleted. */
function staying(gone: Manifest, { before, after, changeOf }: Context): string[] {
  const left = referencesOf(before)
    .to(gone)
    .filter(({ optional, from }) => !optional && changeOf.get(from)?.how === 'removed')
    .filter(({ from }) => isPruned(from, before, after) === false);
  return [...new Set(left.map(({ from }) => describeRef(from.ref)))];
}

const STARTS_PODS = new Set(['Secret', 'ExternalSecret', 'SealedSecret', 'ConfigMap', 'ServiceAccount']);

function withoutIt(kind: string, count: number): string {
  if (STARTS_PODS.has(kind)) return `${count === 1 ? 'starts' : 'start'} no new pod without it`;
  return `${count === 1 ? 'needs' : 'need'} it`;
}
