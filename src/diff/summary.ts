import { apiGroup } from '../manifest/manifest.js';
import { applicationOf } from './applications.js';
import type { Diff } from './diff.js';
import type { Effect, EffectKind, Entry } from './effect.js';
import type { Restart } from './rollout/model.js';
import { about, count } from './rollout/words.js';

/** The numbers behind the summary. */
export interface Totals {
  /** Objects by their gravest effect. */
  readonly objects: Readonly<Partial<Record<EffectKind, number>>>;
  readonly restarts: {
    readonly workloads: number;
    readonly pods: number;
    /** Until the last is done: different services restart side by side. Undefined when one waits for a person. */
    readonly seconds: number | undefined;
    readonly outages: number;
  };
  readonly failingSyncs: number;
  readonly deleted: number;
}

/** Counts what happens. */
export function totals({ entries, after }: Diff): Totals {
  const objects: Partial<Record<EffectKind, number>> = {};
  const restarts = new Map<string, Restart>();
  const failing = new Set<string>();
  for (const { change, effects } of entries) {
    const kinds = new Set(effects.map(({ kind }) => kind));
    for (const kind of kinds) objects[kind] = (objects[kind] ?? 0) + 1;
    if (kinds.has('refused')) {
      const application = change.after && applicationOf(change.after, after);
      const folder = change.after?.origin.file.replace(/[^/]*$/, '');
      failing.add(application ?? `${folder} ${change.ref.namespace}`);
    }
    for (const { restart } of effects) {
      if (!restart || restart.pods === 0) continue;
      const { kind, namespace, name, apiVersion } = restart.workload;
      restarts.set(`${apiGroup(apiVersion)}/${kind}/${namespace}/${name}`, restart);
    }
  }
  const all = [...restarts.values()];
  const waits = all.some(({ segments }) => segments.some(({ what }) => what === 'person'));
  return {
    objects,
    restarts: {
      workloads: all.length,
      pods: all.reduce((sum, { pods }) => sum + (pods ?? 0), 0),
      seconds: waits ? undefined : Math.max(0, ...all.map(({ seconds }) => seconds ?? 0)),
      outages: all.filter(({ loss }) => loss.is === 'outage').length,
    },
    failingSyncs: failing.size,
    deleted: entries.filter(isDeleted).length,
  };
}

function isDeleted({ effects }: Entry): boolean {
  return effects.some(({ kind }) => kind === 'deleted');
}

/** One sentence: `2 services restart (5 pods, about 4 min), 1 sync will fail, nothing is deleted.` */
export function summarize(diff: Diff): string {
  const { entries } = diff;
  if (entries.length === 0) return 'Nothing changes.';
  if (entries.every(({ effects }) => effects.every(({ kind }) => kind === 'none')))
    return `Nothing changes in the cluster: ${count(entries.length, 'object')} ${entries.length === 1 ? 'differs' : 'differ'} only in what nothing acts on.`;
  const sum = totals(diff);
  const parts = [
    restartPart(sum),
    sum.failingSyncs > 0 ? `${count(sum.failingSyncs, 'sync', 'syncs')} will fail` : '',
    ...MINOR.map(([kind, say]) => (sum.objects[kind] ? say(sum.objects[kind]) : '')),
    newPart(entries),
    deletedPart(sum, entries),
  ].filter(Boolean);
  const sentence = parts.join(', ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function restartPart({ restarts }: Totals): string {
  const { workloads, pods, seconds, outages } = restarts;
  if (workloads === 0) return 'nothing restarts';
  const long = seconds === undefined ? 'until a person promotes' : seconds > 0 ? about(seconds) : '';
  const inside = [pods > 0 ? count(pods, 'pod') : '', long].filter(Boolean).join(', ');
  const down =
    outages > 0
      ? `, ${outages === workloads ? (workloads === 1 ? 'down meanwhile' : 'all down meanwhile') : `${outages} of them down meanwhile`}`
      : '';
  return `${count(workloads, 'service')} ${workloads === 1 ? 'restarts' : 'restart'}${inside ? ` (${inside}${down})` : ''}`;
}

/** What else happens, in words that take a number. */
const MINOR: readonly (readonly [EffectKind, (number: number) => string])[] = [
  ['replaced', (n) => `${count(n, 'object')} ${n === 1 ? 'is' : 'are'} replaced`],
  ['traffic', (n) => `traffic changes in ${count(n, 'place')}`],
  ['network', (n) => `who may talk to whom changes in ${count(n, 'place')}`],
  ['access', (n) => `rights change in ${count(n, 'place')}`],
  ['alert', (n) => `alerts change in ${count(n, 'place')}`],
  ['pending', (n) => `${count(n, 'change')} ${n === 1 ? 'waits' : 'wait'} for a restart`],
  ['delivery', (n) => `what Argo CD delivers changes in ${count(n, 'place')}`],
  ['scale', (n) => `scale changes in ${count(n, 'place')}`],
];

function newPart(entries: readonly Entry[]): string {
  const added = entries.filter(({ change }) => change.how === 'added').length;
  return added > 0 ? `${count(added, 'object')} ${added === 1 ? 'is' : 'are'} new` : '';
}

function deletedPart({ deleted }: Totals, entries: readonly Entry[]): string {
  if (deleted === 0) return 'nothing is deleted';
  const isGrave = (effect: Effect) => effect.kind === 'deleted' && effect.grave === true && effect.fix !== undefined;
  const grave = entries.some(({ effects }) => effects.some(isGrave));
  return `${count(deleted, 'object')} ${deleted === 1 ? 'is' : 'are'} deleted${grave ? ', with more that hangs on ' : ''}${grave ? (deleted === 1 ? 'it' : 'them') : ''}`;
}
