import { get, list, number, text } from '../../manifest/access.js';
import type { Manifest } from '../../manifest/manifest.js';
import { referencesOf, targetManifest } from '../../manifest/references.js';
import type { ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { podsOf, rangeOf, replicasOf, servicesOf } from '../rollout/pods.js';
import { count, listed } from '../rollout/words.js';
import type { Context } from './context.js';

/** More or fewer pods. */
export function* scaleEffects(change: ObjectChange, context: Context): Iterable<Effect> {
  const { before, after, fields } = change;
  if (change.how !== 'changed' || !before || !after) return;
  if (after.ref.kind === 'HorizontalPodAutoscaler' || after.ref.kind === 'ScaledObject') {
    yield* scaler(before, after, change, context);
    return;
  }
  if (!fields.some(({ pattern }) => pattern === 'spec.replicas') || !SCALED.has(after.ref.kind)) return;
  yield* workload(before, after, context);
}

const SCALED = new Set(['Deployment', 'StatefulSet', 'Rollout', 'ReplicaSet', 'ReplicationController']);

function* workload(before: Manifest, after: Manifest, context: Context): Iterable<Effect> {
  const [was, now] = [replicasOf(before), replicasOf(after)];
  const { name, kind } = after.ref;
  const common = {
    fields: ['spec.replicas'],
    source: 'Kubernetes, concepts/workloads/controllers/deployment: scaling',
  };
  const { scaler: decides, text: range } = podsOf(after, context.after);
  if (decides) {
    const set = get(after.object, 'spec.replicas') !== undefined;
    yield {
      kind: 'scale',
      ...common,
      text: set
        ? `${name}: ${decides.ref.kind} ${decides.ref.name} keeps it at ${range}, but each sync puts it to ${now} first`
        : `${name}: ${decides.ref.kind} ${decides.ref.name} alone decides now, within ${range}`,
      pods: 0,
    };
    return;
  }
  if (was === now) return;
  const services = servicesOf(context.after).get(after) ?? [];
  const silent = now === 0 && services.length > 0;
  yield {
    kind: 'scale',
    ...common,
    text: `${name}: ${was} → ${count(now, 'pod')}${silent ? `; nobody answers for ${listed(services.map(({ ref }) => ref.name))} any more` : ''}`,
    pods: now - was,
    ...(silent && { grave: true }),
  };
  if (kind === 'StatefulSet' && now < was && list(after.object, 'spec.volumeClaimTemplates').length > 0)
    yield* leftBehind(after, was, now);
}

/** Source: Kubernetes, concepts/workloads/controllers/statefulset: persistentVolumeClaimRetentionPolicy. */
function* leftBehind({ object, ref }: Manifest, was: number, now: number): Iterable<Effect> {
  const gone = listed(Array.from({ length: was - now }, (_, i) => `${ref.name}-${now + i}`));
  const source = 'Kubernetes, concepts/workloads/controllers/statefulset: PersistentVolumeClaim retention';
  const isDeleted = text(object, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled') === 'Delete';
  const fields = ['spec.replicas'];
  yield isDeleted
    ? { kind: 'deleted', text: `The volumes of ${gone} are deleted with their data`, fields, source, grave: true }
    : {
        kind: 'scale',
        text: `The volumes of ${gone} stay, and nobody works off what they hold until the pods come back`,
        fields,
        source,
      };
}

function* scaler(before: Manifest, after: Manifest, change: ObjectChange, context: Context): Iterable<Effect> {
  const fields = change.fields.filter(({ pattern }) => pattern.startsWith('spec'));
  if (fields.length === 0) return;
  const [was, now] = [rangeOf(before), rangeOf(after)];
  const edge = referencesOf(context.after)
    .from(after)
    .find(({ row }) => row.from === 'spec.scaleTargetRef.name');
  const target = (edge && targetManifest(edge)?.ref.name) ?? edge?.to.name ?? after.ref.name;
  const same = was.min === now.min && was.max === now.max;
  const metrics = fields.some(({ pattern }) => /metrics|triggers|behavior|advanced|cooldown|polling/.test(pattern));
  const range = same ? '' : `${was.min}–${was.max} → ${now.min}–${now.max} pods`;
  yield {
    kind: 'scale',
    text: `${target}: ${[range, metrics ? 'the autoscaler follows other measurements' : ''].filter(Boolean).join('; ') || 'its autoscaler changes'}`,
    fields: fields.map(({ label }) => label),
    source: 'Kubernetes, tasks/run-application/horizontal-pod-autoscale',
    pods: Math.max(0, now.min - was.min),
    ...(number(after.object, 'spec.maxReplicas') === 0 && { grave: true }),
  };
}
