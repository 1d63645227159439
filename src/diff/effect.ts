import type { ObjectChange } from './change.js';
import type { Restart } from './rollout/model.js';

/**
 * What a change does in the cluster, the gravest first: the order is that of every output.
 *
 * `refused`: the API server refuses it, so the sync fails. `deleted`: gone, and what hangs on it. `replaced`: the old
 * object goes and another comes. `traffic`: requests go elsewhere, or other ones arrive. `restart`: pods are replaced.
 * `network`: who may talk to whom. `access`: who may do what. `alert`: what pages whom. `pending`: nothing reads it
 * until pods restart for another reason. `scale`: more or fewer pods. `delivery`: what Argo CD applies, and how.
 * `live`: read without a restart. `created`: new, and nothing else changes by it. `none`: no effect.
 */
const EFFECTS = [
  'refused',
  'deleted',
  'replaced',
  'traffic',
  'restart',
  'network',
  'access',
  'alert',
  'pending',
  'scale',
  'delivery',
  'live',
  'created',
  'none',
] as const;

export type EffectKind = (typeof EFFECTS)[number];

/** One thing that a change does. */
export interface Effect {
  readonly kind: EffectKind;
  /** What happens, as one sentence or several, each with its subject. No full stop at the end. */
  readonly text: string;
  /** The text in parts, so that the same of several subjects folds into one sentence. */
  readonly parts?: readonly (readonly [who: string, does: string])[];
  /** Why: the rule of the cluster behind it. */
  readonly why?: string;
  /** The way out, where something fails or is lost. */
  readonly fix?: string;
  /** Labels of the fields that bring it about; all of the object's when absent. */
  readonly fields?: readonly string[];
  /** Upstream document or code that the rule rests on. */
  readonly source?: string;
  /** Something a reviewer must not miss: requests lost, data gone, rights that reach far. */
  readonly grave?: boolean;
  /** Changes that bring it about together carry the same word here: they fold. */
  readonly bundle?: string;
  /** Another effect of the same object tells it better: it ranks last. */
  readonly minor?: boolean;
  /** The object is new, and that is all: the title of its group says so already. */
  readonly titled?: boolean;
  /** Of `restart`: which pods, how, how long. */
  readonly restart?: Restart;
  /** Of `scale` and `created`: pods more, or fewer. */
  readonly pods?: number;
}

/** A change of one object with all that it does, the gravest first. */
export interface Entry {
  readonly change: ObjectChange;
  readonly effects: readonly Effect[];
}

/** Place in the order of gravity: 0 is the gravest. */
export function rankOf({ kind, minor }: Pick<Effect, 'kind' | 'minor'>): number {
  return EFFECTS.indexOf(minor ? 'created' : kind);
}

/** The gravest effect of an entry; every entry has one. */
export function gravest({ effects }: Entry): Effect {
  return effects[0] ?? { kind: 'none', text: 'No effect' };
}

/** Effects in the order of their gravity; of one kind, what must not be missed first. */
export function byGravity(a: Effect, b: Effect): number {
  return rankOf(a) - rankOf(b) || Number(b.grave ?? false) - Number(a.grave ?? false);
}
