import type { EnvVar } from 'cdk8s-plus-28/lib/imports/k8s';
import { expandedNames } from '../../values/expansion.js';
import type { Connection } from '../connection.js';
import type { SecretKey, SecretRef } from '../secrets/secret.js';
import { type Draft, derive, from, type Input, plain } from '../traced.js';

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

/**
 * All environment variables of a container, in a fixed order: literals, connections, secrets; each by name. Literals that
 * refer to others (`$(REDIS_HOST)`) come last: Kubernetes puts in only what stands above.
 */
export function variables({ env = {}, secrets = [], uses = [] }: VariableSources): readonly Variable[] {
  const all = [
    ...literals(env),
    ...uses.flatMap(connectionVariables),
    ...secrets.flatMap((secret) => secretVariables(secret)),
  ];
  const referring = all.filter((variable) => namesIn(variable).length > 0);
  if (referring.length === 0) return all;
  const ordered = new Set(all.filter((variable) => !referring.includes(variable)));
  for (const variable of referring) placeAfterItsOwn(variable, referring, ordered, new Set());
  return [...ordered];
}

/** Adds a variable behind those that it refers to. Of a circle one stands too early, which a rule reports. */
function placeAfterItsOwn(
  variable: Variable,
  referring: readonly Variable[],
  ordered: Set<Variable>,
  waiting: Set<Variable>,
): void {
  if (waiting.has(variable)) return;
  waiting.add(variable);
  const names = namesIn(variable);
  for (const other of referring) if (names.includes(other.name)) placeAfterItsOwn(other, referring, ordered, waiting);
  ordered.add(variable);
}

function namesIn({ entry }: Variable): readonly string[] {
  return entry.value === undefined ? [] : expandedNames(plain(entry.value));
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
