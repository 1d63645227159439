import { type Field, fieldOf } from '../manifest/field.js';
import { groupBy } from '../manifest/group-by.js';
import { labelSelector, selects } from '../manifest/labels.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import type { PodEnd } from './ends.js';

/** PeerAuthentications by namespace. */
const authentications = perSet((set: ManifestSet) => {
  const all = set.kind('PeerAuthentication').map((manifest) => {
    const spec = fieldOf(manifest, 'spec');
    return { namespace: manifest.ref.namespace ?? '', spec, selector: labelSelector(spec.at('selector').value) };
  });
  return groupBy(all, ({ namespace }) => namespace);
});

/**
 * The mode of mutual TLS that holds for a port of a pod: of its own policy, that of its namespace, or that of the mesh;
 * undefined where none says so. Source: Istio, reference/config/security/peer_authentication.
 */
export function mutualTlsOf(
  { namespace, labels }: Pick<PodEnd, 'namespace' | 'labels'>,
  port: number | undefined,
  set: ManifestSet,
): Field | undefined {
  const of = (name: string) => authentications(set).get(name) ?? [];
  const own = of(namespace).find(({ selector }) => selector !== undefined && selects(selector, labels))?.spec;
  const wide = [namespace, 'istio-system'].map(
    (name) => of(name).find(({ spec }) => !spec.at('selector').exists)?.spec,
  );
  const ofPort = port === undefined ? undefined : own?.at(['portLevelMtls', String(port), 'mode']);
  if (ofPort?.exists) return ofPort;
  return [own, ...wide].map((spec) => spec?.at('mtls.mode')).find((mode) => mode?.exists && mode.text !== 'UNSET');
}
