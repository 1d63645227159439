import { annotatedWave, WAVE_PATH } from '../../manifest/argocd/hooks.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';

const OF_TEMPLATE = ['spec', 'template', ...WAVE_PATH];

/** Where the wave of an Application stands: an ApplicationSet may give one to the Applications that it makes. */
export function waveOf(application: Manifest): Field {
  const fields = [fieldOf(application, OF_TEMPLATE), fieldOf(application, WAVE_PATH)];
  return fields.find(({ exists }) => exists) ?? fieldOf(application, 'metadata.name');
}

/** The wave of an Application. Undefined for an ApplicationSet without one. */
export function waveNumber(application: Manifest): number | undefined {
  const { text } = waveOf(application);
  if (text !== undefined && /^-?\d+$/.test(text)) return Number(text);
  return application.ref.kind === 'ApplicationSet' ? undefined : annotatedWave(application);
}

/** Whether an Application is begun before another, as far as both waves are known. */
export function isBefore(first: Manifest, second: Manifest, same?: 'or with'): boolean {
  const [one, other] = [waveNumber(first), waveNumber(second)];
  return one !== undefined && other !== undefined && (one < other || (same !== undefined && one === other));
}
