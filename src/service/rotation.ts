import type { Platform } from '../construct/platform.js';
import type { VariableSources } from '../construct/pod/environment-variables.js';
import { secretsOf } from '../construct/secrets/secrets-used.js';
import { type Draft, text } from '../construct/traced.js';

/**
 * Annotation by which Stakater's Reloader restarts pods when a Secret changes whose keys they read as variables. Without
 * a reloader the old value stays until the next rollout: containers read variables once, at their start.
 * Source: stakater/Reloader, README, "How it works": it reads annotations of the pod template too.
 */
export function rotation(
  props: VariableSources & { readonly platform: Pick<Platform, 'secrets'> },
): Draft<Record<string, string>> | undefined {
  const rotating = secretsOf(props).filter(({ content }) => {
    const source = content.source ?? props.platform.secrets;
    return source?.by === 'external-secrets' && source.rotation === 'reloader';
  });
  if (rotating.length === 0) return undefined;
  const names = [...new Set(rotating.map(({ name }) => name))].sort();
  return { 'secret.reloader.stakater.com/reload': text`${names.join(',')}` };
}
