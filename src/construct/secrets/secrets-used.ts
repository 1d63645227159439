import { isSecretKey, type VariableSources } from '../pod/environment-variables.js';
import type { SecretRef } from './secret.js';

/** Every Secret that a workload's variables come from, each once: those of what it calls before its own. */
export function secretsOf({ env = {}, secrets = [], uses = [] }: VariableSources): readonly SecretRef[] {
  const all = [
    ...uses.flatMap(({ credentials }) => credentials ?? []),
    ...secrets,
    ...Object.values(env).flatMap((value) => (isSecretKey(value) ? [value.of()] : [])),
  ];
  return [...new Set(all)];
}
