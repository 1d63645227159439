/**
 * Keys that a Secret of a type must have, each list one of which is enough. The API server refuses it without.
 * Source: Kubernetes, concepts/configuration/secret#secret-types; pkg/apis/core/validation, ValidateSecret.
 */
const KEYS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['kubernetes.io/dockerconfigjson', [['.dockerconfigjson']]],
  ['kubernetes.io/dockercfg', [['.dockercfg']]],
  ['kubernetes.io/basic-auth', [['username', 'password']]],
  ['kubernetes.io/ssh-auth', [['ssh-privatekey']]],
  ['kubernetes.io/tls', [['tls.crt'], ['tls.key']]],
]);

/** The first key that a Secret of the type lacks. */
export function lackingKey(type: string, keys: ReadonlySet<string>): string | undefined {
  return KEYS.get(type)?.find((some) => !some.some((key) => keys.has(key)))?.[0];
}
