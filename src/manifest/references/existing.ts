import { each, get, isObject, text } from '../access.js';
import type { Strength } from '../kinds/row.js';
import { resolveKind, rowOf } from '../kinds.js';
import type { Manifest } from '../manifest.js';
import { type Identity, type ManifestSet, perSet } from '../manifest-set.js';

/** The manifest that a controller makes an object from. */
export interface Maker {
  readonly by: Manifest;
  readonly keys?: ReadonlySet<string>;
  readonly strength: Strength;
}

/** What controllers make from the manifests of a set, by `group/kind/namespace/name`. */
export const makers = perSet((set: ManifestSet): ReadonlyMap<string, Maker> => {
  const map = new Map<string, Maker>();
  for (const by of set.manifests) {
    for (const row of rowOf(by.ref)?.makes ?? []) {
      const { group = '', kind } = resolveKind(row.kind);
      const keys = row.keys?.(by.object);
      for (const name of row.names(by.object)) {
        const key = `${group}/${kind}/${by.ref.namespace ?? ''}/${name}`;
        if (name && !map.has(key)) map.set(key, { by, strength: row.strength ?? 'strict', ...(keys ? { keys } : {}) });
      }
    }
  }
  return map;
});

/** Kinds of which controllers make something, by `group/kind/namespace`. */
export const madeKinds = perSet((set: ManifestSet): ReadonlySet<string> => {
  return new Set([...makers(set).keys()].map((key) => key.slice(0, key.lastIndexOf('/'))));
});

/** Namespaces in which a Helm chart makes objects that no manifest of the set shows. */
export const chartNamespaces = perSet((set: ManifestSet): ReadonlySet<string> => {
  const namespaces = new Set<string>();
  const specs = [
    ...set.kind('Application').map((m) => get(m.object, 'spec')),
    ...set.kind('ApplicationSet').map((m) => get(m.object, 'spec.template.spec')),
  ];
  for (const spec of specs) {
    const sources = [...each(spec, 'source'), ...each(spec, 'sources[]')].map(({ value }) => value);
    const namespace = text(spec, 'destination.namespace');
    if (namespace !== undefined && sources.some((source) => isObject(source) && (source.chart || source.helm)))
      namespaces.add(namespace);
  }
  return namespaces;
});

const NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);
// Source: Argo CD, manifests/install.yaml.
const ARGO_CD = new Set(
  ['application-controller', 'applicationset-controller', 'dex-server', 'notifications-controller', 'redis']
    .concat('repo-server', 'server')
    .map((name) => `argocd-${name}`),
);
const CLUSTER_ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view']);

/** What every cluster has, or Argo CD's own installation brings. */
export function builtIn({ kind, namespace, name }: Identity): boolean {
  switch (kind) {
    case 'Namespace':
      return NAMESPACES.has(name);
    case 'ServiceAccount':
      return name === 'default' || (namespace === 'argocd' && ARGO_CD.has(name));
    case 'ConfigMap':
      return name === 'kube-root-ca.crt';
    case 'Service':
      return (namespace === 'default' && name === 'kubernetes') || (namespace === 'kube-system' && name === 'kube-dns');
    case 'ClusterRole':
      return CLUSTER_ROLES.has(name) || name.startsWith('system:');
    case 'PriorityClass':
      return name === 'system-cluster-critical' || name === 'system-node-critical';
    case 'AppProject':
      return name === 'default';
    default:
      return false;
  }
}
