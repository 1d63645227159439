import type { Construct } from 'constructs';
import { reject } from '../construct/reject.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import { type Draft, from, preset } from '../construct/traced.js';
import { quoted } from '../values/listed.js';

/** An environment variable that a container reads from a Secret. */
export function secretVariable(name: string, secret: SecretRef, key: string) {
  return {
    name,
    valueFrom: { secretKeyRef: { name: from(secret, 'name'), key: preset(key, 'the key that the store reads') } },
  };
}

/** Variables of those who use a store: `<prefix>_<suffix>` -> key of its credentials. */
export function userVariables(prefix: string, keys: Readonly<Record<string, string>>): Draft<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(keys).map(([suffix, key]) => [`${prefix}_${suffix}`, preset(key, 'the key that the store reads')]),
  );
}

/** Rejects a Secret that lacks a key which the store reads. */
export function checkCredentials(
  scope: Construct,
  props: { readonly credentials: SecretRef },
  needed: readonly string[],
): void {
  const { name, keys } = props.credentials;
  const missing = needed.filter((key) => !keys.includes(key));
  if (missing.length === 0) return;
  reject(scope, {
    rule: 'store-credentials',
    message: `secret "${name}" has no key ${quoted(missing).join(', ')}`,
    why: 'The container stays in CreateContainerConfigError: it reads what is not there.',
    fix: `secret('${name}', { keys: [${needed.map((key) => `'${key}'`).join(', ')}] })`,
    property: { object: props, key: 'credentials' },
  });
}
