import { rowOf } from '../manifest/kinds.js';
import { apiGroup, describeRef } from '../manifest/manifest.js';
import { leavesAsWhole } from './applications.js';
import { isWithin, type ObjectChange } from './change.js';
import { byGravity, type Effect, type Entry } from './effect.js';
import { accessEffects } from './effects/access.js';
import { alertEffects } from './effects/alerts.js';
import { configurationEffects } from './effects/configuration.js';
import type { Context, EffectsOf, SetEffects } from './effects/context.js';
import { createdEffects } from './effects/created.js';
import { deliveryEffects } from './effects/delivery.js';
import { identityEffects } from './effects/identity.js';
import { leftBehind } from './effects/left-behind.js';
import { networkEffects } from './effects/network.js';
import { podEffects } from './effects/pods.js';
import { refused } from './effects/refused.js';
import { removedEffects } from './effects/removed.js';
import { replacedEffects } from './effects/replaced.js';
import { handlingEffects, routeEffects } from './effects/routing.js';
import { scaleEffects } from './effects/scale.js';
import { endpointEffects, serviceEffects } from './effects/services.js';
import { TRIGGERS } from './effects/triggers.js';

const OF_ONE: readonly EffectsOf[] = [
  refused,
  removedEffects,
  replacedEffects,
  podEffects,
  configurationEffects,
  scaleEffects,
  serviceEffects,
  handlingEffects,
  identityEffects,
  alertEffects,
  deliveryEffects,
  createdEffects,
];

const OF_ALL: readonly SetEffects[] = [endpointEffects, routeEffects, networkEffects, accessEffects];

/** Says of each change what it does, the gravest first. Every entry has an effect, if only that there is none. */
export function classify(context: Context): Entry[] {
  if (leavesAsWhole(context.before, context.after))
    return context.changes.flatMap((change) =>
      change.before ? [{ change, effects: [leftBehind(change.before)] }] : [],
    );
  const together = new Map<ObjectChange, Effect[]>();
  for (const effects of OF_ALL) {
    for (const [change, effect] of effects(context)) together.set(change, [...(together.get(change) ?? []), effect]);
  }
  return context.changes.map((change) => {
    const found = [...OF_ONE.flatMap((effects) => [...effects(change, context)]), ...(together.get(change) ?? [])];
    const effects = withoutNoise(found.length > 0 ? found : [otherwise(change)]).sort(byGravity);
    return { change, effects: stoppedBy(effects) };
  });
}

/** What the API server refuses does nothing else: what it would do once it is mended stands behind the reason. */
function stoppedBy(effects: readonly Effect[]): readonly Effect[] {
  const [refusal, ...rest] = effects;
  if (refusal?.kind !== 'refused') return effects;
  const later = rest.filter(({ kind }) => kind !== 'none' && kind !== 'refused').map(({ text }) => text);
  return [
    later.length > 0 ? { ...refusal, why: `${refusal.why ?? ''} Once that is mended: ${later.join('; ')}.` } : refusal,
  ];
}

/** That an object is new says nothing where its own effect is told. */
function withoutNoise(effects: Effect[]): Effect[] {
  const told = effects.filter(
    ({ kind, pods, grave }) => (kind !== 'created' || pods !== undefined) && (kind !== 'none' || grave),
  );
  if (told.length === 0)
    return effects.some(({ kind }) => kind === 'none') ? effects.filter(({ kind }) => kind === 'none') : effects;
  return told.length > 0 ? told : effects;
}

/** What is left: fields that nobody reads, that are read live, or of a kind that is not known. */
function otherwise({ fields, after, before, ref }: ObjectChange): Effect {
  const name = describeRef(ref);
  const labels = fields.map(({ label }) => label);
  if (fields.length === 0)
    return { kind: 'none', text: `${name} is only written differently: it means the same`, fields: [] };
  const { object } = after ?? before ?? {};
  const kind = `${ref.kind}.${apiGroup(ref.apiVersion)}`;
  const row = TRIGGERS.find(
    (trigger) => trigger.kind === kind && fields.some(({ pattern }) => isWithin(pattern, trigger.field)),
  );
  if (row) return { kind: 'live', text: `${name}: ${row.text}`, fields: labels, source: row.source };
  if (fields.every(({ pattern }) => pattern.startsWith('metadata')))
    return {
      kind: 'none',
      text: `${name}: only labels or annotations change, and nothing here acts on them`,
      fields: labels,
    };
  if (object && rowOf(object) === undefined)
    return {
      kind: 'live',
      text: `${name} changes; what its controller makes of that is not known here`,
      fields: labels,
    };
  return { kind: 'live', text: `${name} changes without a restart`, fields: labels };
}
