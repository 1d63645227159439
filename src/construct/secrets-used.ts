import { isSecretKey, type VariableSources } from './environment-variables.js';
import type { SecretRef } from './secret.js';

/** Every Secret that a workload's variables come from, each once. */
export function secretsOf({ env = {}, secrets = [], uses = [] }: VariableSources): readonly SecretRef[] {
  const all = [
    ...secrets,
    ...uses.flatMap(({ credentials }) => credentials ?? []),
    ...Object.values(env).flatMap((value) => (isSecretKey(value) ? [value.of()] : [])),
  ];
  return [...new Map(all.map((secret) => [secret.name, secret])).values()];
}
