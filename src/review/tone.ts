import type { EffectKind } from '../diff/effect.js';
import type { Tone } from './review.js';

const TONES: Readonly<Record<EffectKind, Tone>> = {
  refused: 'danger',
  deleted: 'danger',
  replaced: 'warning',
  traffic: 'warning',
  restart: 'warning',
  network: 'info',
  access: 'info',
  alert: 'info',
  pending: 'info',
  scale: 'info',
  delivery: 'info',
  live: 'calm',
  created: 'calm',
  none: 'quiet',
};

/** The colour of an effect; what must not be missed is red whatever its kind. */
export function toneOf(kind: EffectKind, grave: boolean): Tone {
  return grave ? 'danger' : TONES[kind];
}
