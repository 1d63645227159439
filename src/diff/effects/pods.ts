import { get, text } from '../../manifest/access.js';
import { rowOf } from '../../manifest/kinds.js';
import { apiGroup, describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { referencesOf } from '../../manifest/references.js';
import { type FieldChange, isWithin, type ObjectChange } from '../change.js';
import { imageVersions } from '../describe-field.js';
import type { Effect } from '../effect.js';
import type { Replaced, Restart } from '../rollout/model.js';
import { restartOf } from '../rollout/restart.js';
import { about, count, listed } from '../rollout/words.js';
import type { Context } from './context.js';
import { TRIGGERS, type TriggerRow } from './triggers.js';

/** Pods that a change replaces, or that have it only later. */
export function* podEffects(change: ObjectChange, { before: old, after: set }: Context): Iterable<Effect> {
  const { before, after } = change;
  if (change.how !== 'changed' || !before || !after) return;
  const kind = `${after.ref.kind}.${apiGroup(after.ref.apiVersion)}`;
  for (const row of TRIGGERS.filter((trigger) => trigger.kind === kind && trigger.does !== 'live')) {
    const fields = change.fields.filter(({ pattern }) => isWithin(pattern, row.field) && !isScale(pattern));
    if (fields.length === 0) continue;
    yield row.does === 'next'
      ? next(after, row, fields)
      : restarted({ old: before, fresh: after, before: old }, row, fields, set);
  }
}

/** How many, not what: see `scaleEffects`. */
function isScale(pattern: string): boolean {
  return /^spec\.(?:redis\.|sentinel\.)?(?:replicas|instances|numberOfInstances|clusterSize|count)$/.test(pattern);
}

function next(after: Manifest, row: TriggerRow, fields: readonly FieldChange[]): Effect {
  return {
    kind: after.ref.kind === 'ReplicaSet' ? 'pending' : 'live',
    text: `${describeRef(after.ref)}: ${row.text}`,
    fields: fields.map(({ label }) => label),
    source: row.source,
  };
}

function restarted(replaced: Replaced, row: TriggerRow, fields: readonly FieldChange[], set: ManifestSet): Effect {
  const { fresh: after } = replaced;
  const labels = fields.map(({ label }) => label);
  const held = holdsBack(after);
  const name = after.ref.name;
  if (held) return { kind: 'pending', text: `${name}: ${held}`, fields: labels, source: row.source };
  const image = imageOf(fields);
  const restart = {
    ...(row.pods ? operatedRestart(after, row.pods(after.object)) : deliveredBy(replaced, set)),
    ...(image && { image }),
  };
  if (restart.pods === 0) return { kind: 'none', text: restartText(name, restart), fields: labels, source: row.source };
  const why = whyRestart(fields, row);
  const grave = restart.loss.is === 'outage';
  const { fix } = restart.loss;
  const common = { fields: labels, source: row.source, why, ...(fix && { fix }), ...(grave && { grave }), restart };
  if (row.pods)
    return { kind: 'restart', ...common, text: `${name}: ${row.text} (${count(restart.pods ?? 0, 'pod')})` };
  return { kind: 'restart', ...common, text: restartText(name, restart) };
}

/** What changes of the images; that of several containers which change alike, once. */
function imageOf(fields: readonly FieldChange[]): string | undefined {
  const versions = new Set(fields.flatMap((field) => imageVersions(field) ?? []));
  return versions.size > 0 ? listed([...versions]) : undefined;
}

/** One sentence: which image, how many, in which order, how long, what is lost. */
export function restartText(workload: string, { image, pods, order, seconds, loss }: Restart): string {
  const name = image === undefined ? workload : `${workload} ${image}`;
  if (pods === 0) return `${name}: no pod runs, so none restarts`;
  const many = pods === undefined ? 'its pods restart' : `${count(pods, 'pod')} ${pods === 1 ? 'restarts' : 'restart'}`;
  const long = seconds === undefined ? '' : `; ${about(seconds)}`;
  return `${name}: ${many}, ${order}${long}; ${loss.text}`;
}

/** The controller that replaces the pods: the workload's own, or a Rollout that takes its template from it. */
function deliveredBy(replaced: Replaced, set: ManifestSet): Restart {
  const { fresh: workload } = replaced;
  const rollout = referencesOf(set)
    .to(workload)
    .find(({ row, from }) => row.from === 'spec.workloadRef.name' && from.ref.kind === 'Rollout')?.from;
  const restart = restartOf(rollout ?? workload, set, replaced);
  if (!restart) throw new Error(`${describeRef(workload.ref)} has a template and no way to replace its pods`);
  return restart;
}

function operatedRestart({ ref }: Manifest, pods: number): Restart {
  const order = 'in the order that its operator chooses';
  return {
    workload: ref,
    pods,
    order,
    seconds: undefined,
    loss: pods > 1 ? { is: 'none', text: 'one at a time' } : { is: 'outage', text: 'down while its one pod restarts' },
    segments: [{ what: 'pods', label: count(pods, 'pod'), seconds: undefined }],
  };
}

/** Why a controller leaves the pods alone although their template changed. */
function holdsBack({ object, ref }: Manifest): string | undefined {
  if (get(object, 'spec.paused') === true) return 'it is paused: its pods stay as they are until it is resumed';
  const path = ref.kind === 'Rollout' || ref.kind === 'Deployment' ? undefined : 'spec.updateStrategy.type';
  return path !== undefined && text(object, path) === 'OnDelete'
    ? 'its pods stay as they are until somebody deletes them (updateStrategy OnDelete)'
    : undefined;
}

function whyRestart(fields: readonly FieldChange[], { field, text: rule }: TriggerRow): string {
  const below = (part: string) => fields.every(({ pattern }) => isWithin(pattern, `${field}.${part}`));
  if (fields.every(({ op }) => op === 'moved'))
    return 'Only the order differs, but a template in another order is another template.';
  if (field === 'spec.template' && below('metadata'))
    return 'Only labels or annotations of the pods change, but any change of the template means new pods.';
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
}

/** Workloads of the new side whose pods are made anew by these changes. */
export function restartingWorkloads(changes: readonly ObjectChange[]): ReadonlySet<Manifest> {
  const found = new Set<Manifest>();
  for (const { how, after, fields } of changes) {
    const template = after && rowOf(after.object)?.podTemplate;
    if (!after || !template) continue;
    if (how !== 'changed' || fields.some(({ pattern }) => isWithin(pattern, template))) found.add(after);
  }
  return found;
}
