/** A kind of object that programs ask the API server for. */
export interface ApiResource {
  readonly kind: 'api-resource';
  /** Empty for the core group. */
  readonly group: string;
  /** Plural, in lower case: `configmaps`. */
  readonly resource: string;
}

/** What a program may do with objects of a kind in its own namespace, or with those that are named. */
export interface Need {
  readonly kind: 'need';
  readonly on: ApiResource;
  readonly verbs: readonly ('get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete')[];
  readonly names: readonly string[];
}

const core = (resource: string): ApiResource => ({ kind: 'api-resource', group: '', resource });

/** ConfigMaps. */
export const configMaps = core('configmaps');
/** Pods. */
export const podObjects = core('pods');
/** What pods have printed. Source: Kubernetes, "Pods", subresource `log`. */
export const podLogs = core('pods/log');
/** Service objects. */
export const serviceObjects = core('services');
/** The addresses behind Service objects. */
export const endpoints = core('endpoints');
/** PersistentVolumeClaims. */
export const persistentVolumeClaims = core('persistentvolumeclaims');
/** Deployments. */
export const deployments: ApiResource = { kind: 'api-resource', group: 'apps', resource: 'deployments' };
/** Jobs. */
export const jobs: ApiResource = { kind: 'api-resource', group: 'batch', resource: 'jobs' };
/** Leases: with them replicas agree which of them leads. */
export const leases: ApiResource = { kind: 'api-resource', group: 'coordination.k8s.io', resource: 'leases' };

/** A kind that is not among those above: `apiResource('argoproj.io', 'rollouts')`. */
export function apiResource(group: string, resource: string): ApiResource {
  return { kind: 'api-resource', group, resource };
}

/**
 * Reads objects of a kind in the pod's own namespace: all of them, or only those that are named.
 * Source: Kubernetes, "Using RBAC Authorization", "Referring to resources": lists cannot be narrowed by name.
 */
export function read(on: ApiResource, ...names: readonly string[]): Need {
  return { kind: 'need', on, names, verbs: names.length > 0 ? ['get'] : ['get', 'list', 'watch'] };
}

/** Reads and changes objects that exist. */
export function change(on: ApiResource, ...names: readonly string[]): Need {
  return { kind: 'need', on, names, verbs: [...read(on, ...names).verbs, 'update', 'patch'] };
}

/** Reads, makes, changes and deletes objects. None of them has a name before it is made, so all of the kind are meant. */
export function manage(on: ApiResource): Need {
  return { kind: 'need', on, names: [], verbs: [...change(on).verbs, 'create', 'delete'] };
}
