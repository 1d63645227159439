import { type CallSite, callSite } from '../place.js';
import type { SecretSource } from './secret-source.js';

/**
 * A Secret as services refer to it: its name, its keys, where its values live, and which environment variable takes
 * which key. Never a value: a value has no way into a definition.
 */
export interface SecretRef<Key extends string = never> {
  readonly kind: 'secret';
  readonly name: string;
  /** Every key that the Secret holds. */
  readonly keys: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Each key, for variables of one's own: `env: { DATABASE_URL: database.key.url }`. */
  readonly key: Readonly<Record<Key, SecretKey>>;
  readonly content: SecretContent;
  /** Where the author declared it. */
  readonly site: CallSite;
}

/** One key of a Secret. */
export interface SecretKey {
  readonly kind: 'secret-key';
  readonly key: string;
  readonly of: () => SecretRef;
}

/** How a Secret comes by what it holds. */
export interface SecretContent {
  /** Where the values lie; the environment's own source when absent. */
  readonly source?: SecretSource;
  /** Folder of the values below that of the source. */
  readonly at: string;
  /** Keys whose values lie there. */
  readonly fetched: readonly string[];
  /** Keys that are made of fetched ones: templates of Go. */
  readonly templates: Readonly<Record<string, string>>;
  /** `kubernetes.io/dockerconfigjson` … Opaque when absent. */
  readonly type?: string;
  /** False where the Secret holds the templated keys alone. */
  readonly keepsFetched: boolean;
  /** The installation of whoever reads it makes the Secret: values are put into it. */
  readonly existing?: true;
}

/** Which keys a Secret has, where their values lie, and what programs see of them. */
export interface SecretProps<Key extends string, Made extends string> {
  /** Every key whose value lies in the source. */
  readonly keys: readonly Key[];
  /** Keys that are made of others, such as connection strings: ``({ user, password }) => `redis://${user}:${password}@…` ``. */
  readonly templates?: Readonly<Record<Made, (key: Readonly<Record<NoInfer<Key>, string>>) => string>>;
  /** Environment variable -> key of the Secret. A key that it does not declare does not compile. Default: none. */
  readonly env?: Readonly<Record<string, NoInfer<Key | Made>>>;
  /** Folder of the values below that of the source: `data/postgresql`. Default: the name. */
  readonly at?: string;
  /** Where the values lie, where it is not where the environment has them. */
  readonly source?: SecretSource;
}

/** Declares a Secret that lies in the namespace of whoever uses it. */
export function secret<const Key extends string, const Made extends string = never>(
  name: string,
  props: SecretProps<Key, Made>,
): SecretRef<Key | Made> {
  const { keys, env = {}, at = name, source } = props;
  const templates = fill(keys, props.templates);
  return declared(callSite(secret), name, [...keys, ...Object.keys(templates)], env, {
    at,
    fetched: keys,
    templates,
    keepsFetched: true,
    ...(source && { source }),
  });
}

/** Where the credentials of a registry lie. */
export interface PullSecretProps {
  /** Folder of `username` and `password` below that of the source. Default: the name. */
  readonly at?: string;
  readonly source?: SecretSource;
}

/**
 * Declares what nodes pull images with: of `username` and `password` in the source the file is made that the kubelet
 * reads.
 * Source: Kubernetes, "Pull an Image from a Private Registry".
 * @param host of the registry: `ghcr.io`
 */
export function pullSecret(
  name: string,
  host: string,
  { at = name, source }: PullSecretProps = {},
): SecretRef<'.dockerconfigjson'> {
  const file = '.dockerconfigjson';
  const login =
    '"username":{{ .username | toJson }},"password":{{ .password | toJson }},"auth":{{ printf "%s:%s" .username .password | b64enc | toJson }}';
  return declared(
    callSite(pullSecret),
    name,
    [file],
    {},
    {
      at,
      fetched: ['username', 'password'],
      templates: { [file]: `{"auths":{${JSON.stringify(host)}:{${login}}}}` },
      type: 'kubernetes.io/dockerconfigjson',
      keepsFetched: false,
      ...(source && { source }),
    },
  );
}

/** What Argo CD's notifications are sent with. The Secret is part of Argo CD: it reads them from no other. */
export function notificationSecret<const Key extends string>({
  keys,
  at = notifications,
  source,
}: Pick<SecretProps<Key, never>, 'keys' | 'at' | 'source'>): SecretRef<Key> {
  const content = { at, fetched: keys, templates: {}, keepsFetched: true, ...(source && { source }) };
  return declared(callSite(notificationSecret), notifications, keys, {}, { ...content, existing: true });
}

const notifications = 'argocd-notifications-secret';

function declared<Key extends string>(
  site: CallSite,
  name: string,
  keys: readonly string[],
  env: Readonly<Record<string, string>>,
  content: SecretContent,
): SecretRef<Key> {
  const made: SecretRef<Key> = {
    kind: 'secret',
    name,
    keys,
    env,
    key: Object.fromEntries(
      keys.map((key): [string, SecretKey] => [key, { kind: 'secret-key', key, of: () => made }]),
    ) as Record<Key, SecretKey>,
    content,
    site,
  };
  return made;
}

function fill<Key extends string>(
  keys: readonly Key[],
  templates: Readonly<Record<string, (key: Readonly<Record<Key, string>>) => string>> = {},
): Record<string, string> {
  const places = Object.fromEntries(keys.map((key) => [key, placeOf(key)])) as Record<Key, string>;
  return Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, template(places)]));
}

/** Go's templates read a key with dots or hyphens by `index` alone. */
function placeOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `{{ .${key} }}` : `{{ index . ${JSON.stringify(key)} }}`;
}
