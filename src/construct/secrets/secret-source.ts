import type { Duration } from '../../values/duration.js';

/** Where values of Secrets lie, and who brings them into the cluster. */
export type SecretSource = ExternalSource | SealedSource | OthersSource;

/** A store outside; the External Secrets operator copies from it. */
export interface ExternalSource extends SourceProps {
  readonly by: 'external-secrets';
  readonly provider: Provider;
}

/** How values come from a store into the cluster. */
export interface SourceProps {
  /** Name of the ClusterSecretStore. Default: the fleet's. */
  readonly name?: string;
  /** How long until a change there arrives in the cluster, at most. Default `1h`. */
  readonly refresh?: Duration;
  /**
   * What happens to pods when a value changes. Containers read variables once, at their start: without `reloader` the
   * old value stays until the next rollout or restart. `reloader`: Stakater's Reloader runs in the cluster and restarts
   * them, as the strategy of their workload says.
   */
  readonly rotation?: 'reloader';
}

/** A store of values outside Git, as External Secrets asks it. */
export type Provider =
  | ({ readonly kind: 'parameter-store' } & AwsProps)
  | ({ readonly kind: 'secrets-manager' } & AwsProps)
  | ({ readonly kind: 'vault' } & VaultProps)
  | { readonly kind: 'kubernetes'; readonly namespace: string };

/** Where values lie in AWS, and who may read them. */
export interface AwsProps {
  readonly region: string;
  /** Begins every path: `/shop/prod`. With the environment in it no value of another one can be read by mistake. */
  readonly path: `/${string}`;
  /**
   * Secret with `access-key-id` and `secret-access-key`, made by who sets up the cluster. When absent the operator's own
   * role counts: that of its account, or of its node.
   */
  readonly credentials?: { readonly name: string; readonly namespace: string };
}

/** Where values lie in HashiCorp Vault, and who may read them. */
export interface VaultProps {
  readonly server: `https://${string}`;
  /** Mount of a key-value engine, version 2. */
  readonly mount: string;
  /** Folder in it: `shop/prod`. */
  readonly path: string;
  /** Role of Vault's Kubernetes authentication that the account of the operator may take. */
  readonly role: string;
  readonly account: { readonly name: string; readonly namespace: string };
}

/** AWS Systems Manager Parameter Store: each key is a parameter, `<path>/<at>/<key>`. */
export function parameterStore({ name, refresh, rotation, ...aws }: AwsProps & SourceProps): ExternalSource {
  return { by: 'external-secrets', name, refresh, rotation, provider: { kind: 'parameter-store', ...aws } };
}

/** AWS Secrets Manager: each Secret is one there, `<path>/<at>`, with its keys as JSON. */
export function secretsManager({ name, refresh, rotation, ...aws }: AwsProps & SourceProps): ExternalSource {
  return { by: 'external-secrets', name, refresh, rotation, provider: { kind: 'secrets-manager', ...aws } };
}

/** HashiCorp Vault: each Secret is one there, `<path>/<at>`. */
export function vault({ name, refresh, rotation, ...props }: VaultProps & SourceProps): ExternalSource {
  return { by: 'external-secrets', name, refresh, rotation, provider: { kind: 'vault', ...props } };
}

/**
 * Secrets of one namespace of the same cluster, made by hand there once: for a cluster that reaches no store outside,
 * such as a laptop's. `kubectl -n <namespace> create secret generic <at, with - for /> --from-literal …`
 */
export function clusterSecrets({ namespace, ...props }: { readonly namespace: string } & SourceProps): ExternalSource {
  return { by: 'external-secrets', ...props, provider: { kind: 'kubernetes', namespace } };
}

/** Values that lie in Git, sealed so that only the cluster's Sealed Secrets controller can open them. */
export interface SealedSource {
  readonly by: 'sealed-secrets';
}

/** Values sealed in Git: `eco secret seal` writes them into the fleet's folder `sealed`. */
export function sealed(): SealedSource {
  return { by: 'sealed-secrets' };
}

/** Somebody else makes the Secret: cert-manager, an operator of a database, who sets up the cluster. */
export interface OthersSource {
  readonly by: 'others';
  readonly who: string;
}

/** Declares that the Secret is made elsewhere, by whom the reader would ask. */
export function madeBy(who: string): OthersSource {
  return { by: 'others', who };
}
