import { fieldOf } from '../manifest/field.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';

/**
 * Whether a namespace puts a sidecar into its pods; undefined where the set does not declare it.
 * Source: Istio, setup/additional-setup/sidecar-injection.
 */
export function injects(set: ManifestSet, namespace: string | undefined): boolean | undefined {
  const manifest = namespace === undefined ? undefined : set.find('Namespace', undefined, namespace);
  if (!manifest) return undefined;
  const labels = fieldOf(manifest, 'metadata.labels');
  const injection = labels.at(['istio-injection']).text;
  if (injection !== undefined) return injection === 'enabled';
  return labels.at(['istio.io/rev']).exists;
}

/** Whether a namespace refuses sidecars: no label of a pod changes that. */
export function refusesSidecars(set: ManifestSet, namespace: string | undefined): boolean {
  const manifest = namespace === undefined ? undefined : set.find('Namespace', undefined, namespace);
  const labels = manifest && fieldOf(manifest, 'metadata.labels');
  return labels?.at(['istio-injection']).text === 'disabled' && !labels.at(['istio.io/dataplane-mode']).exists;
}

/** Whether a pod has a sidecar; undefined where that cannot be told. */
export function hasSidecar(set: ManifestSet, template: PodTemplate): boolean | undefined {
  if (template.spec.at('hostNetwork').flag === true) return false;
  const own = [template.field.at('metadata.labels'), template.field.at('metadata.annotations')]
    .map((map) => map.at(['sidecar.istio.io/inject']).scalar ?? map.at(['sidecar.istio.io/inject']).flag?.toString())
    .find((value) => value !== undefined);
  const byNamespace = injects(set, template.manifest.ref.namespace);
  if (own === 'false' || byNamespace === false) return false;
  return own === 'true' || byNamespace;
}
