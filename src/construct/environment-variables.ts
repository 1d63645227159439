import type { EnvVar } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Connection } from './connection.js';
import type { SecretKey, SecretRef } from './secret.js';
import { type Draft, derive, from, type Input } from './traced.js';

export interface VariableSources {
  readonly env?: Readonly<Record<string, Input<string | number | boolean> | SecretKey>>;
  readonly secrets?: readonly SecretRef[];
  readonly uses?: readonly Connection[];
}

/** A variable and who sets it, for the message when two do. */
export interface Variable {
  readonly name: string;
  readonly by: string;
  readonly entry: Draft<EnvVar>;
}

type Keys = Readonly<Record<string, Input<string>>>;

/** All environment variables of a container, in a fixed order: literals, connections, secrets; each by name. */
export function variables({ env = {}, secrets = [], uses = [] }: VariableSources): readonly Variable[] {
  return [
    ...literals(env),
    ...uses.flatMap(connectionVariables),
    ...secrets.flatMap((secret) => secretVariables(secret)),
  ];
}

function literals(env: NonNullable<VariableSources['env']>): Variable[] {
  return Object.keys(env)
    .sort(byCodePoint)
    .map((name) => {
      const value = env[name];
      // A key leads back to its Secret: there is nothing below it to trace.
      if (isSecretKey(value)) {
        const secretKeyRef = { name: from(value.of(), 'name'), key: from(value, 'key') };
        return { name, by: 'env', entry: { name, valueFrom: { secretKeyRef } } };
      }
      return { name, by: 'env', entry: { name, value: derive(from(env, name) as Input<string>, String) } };
    });
}

/** Whether a variable takes a key of a Secret. */
export function isSecretKey(value: NonNullable<VariableSources['env']>[string] | undefined): value is SecretKey {
  return typeof value === 'object' && 'kind' in value && value.kind === 'secret-key';
}

function connectionVariables(connection: Connection): Variable[] {
  const { prefix, name: by, credentials, variables: mapped } = connection;
  const [host, port] = [`${prefix}_HOST`, `${prefix}_PORT`];
  return [
    ...(prefix === undefined
      ? []
      : [
          { name: host, by, entry: { name: host, value: from(connection, 'host') } },
          { name: port, by, entry: { name: port, value: derive(from(connection, 'port'), String) } },
        ]),
    ...(credentials ? secretVariables(credentials, mapped) : []),
  ];
}

function secretVariables(secret: SecretRef, env: Keys = secret.env): Variable[] {
  return Object.keys(env)
    .sort(byCodePoint)
    .map((name) => {
      const secretKeyRef = { name: from(secret, 'name'), key: from(env, name) as Input<string> };
      return { name, by: secret.name, entry: { name, valueFrom: { secretKeyRef } } };
    });
}

/** Names that two sources set; the later would win silently. */
export function clashes(list: readonly Variable[]): readonly { name: string; by: readonly string[] }[] {
  const owners = new Map<string, string[]>();
  for (const { name, by } of list) owners.set(name, [...(owners.get(name) ?? []), by]);
  return [...owners].filter(([, by]) => by.length > 1).map(([name, by]) => ({ name, by }));
}

/** The same order in every locale. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
