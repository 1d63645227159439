import type { Facts } from '../../cluster/facts.js';
import { applicationsOf } from '../../manifest/argocd/applications.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** Every namespace that somebody declares, uses, applies to, or that is outside Git. */
export function namespacesNamed(set: ManifestSet, { external = [], calls = [] }: Facts): ReadonlySet<string> {
  const ends = calls.flatMap(({ from, to }) => [from, to]);
  return new Set([
    'default',
    'kube-system',
    'kube-public',
    ...set.namespaces(),
    ...applicationsOf(set).flatMap(({ namespace }) => namespace ?? []),
    ...external.flatMap(({ kind, name, namespace }) => (kind === 'Namespace' ? [name] : (namespace ?? []))),
    ...ends.flatMap((end) => ('namespace' in end ? [end.namespace] : [])),
  ]);
}
