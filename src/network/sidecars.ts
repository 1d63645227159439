import { get } from '../manifest/access.js';
import { type Field, fieldOf } from '../manifest/field.js';
import { mapSelector } from '../manifest/labels.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { meshConfigs } from './mesh-config.js';
import type { MeshService } from './mesh-routes.js';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const INJECT = 'sidecar.istio.io/inject';
const AMBIENT = 'istio.io/dataplane-mode';

/**
 * Whether a namespace puts a sidecar into its pods; undefined where the set does not declare it.
 * Source: Istio, setup/additional-setup/sidecar-injection.
 */
export function injects(set: ManifestSet, namespace: string | undefined): boolean | undefined {
  const labels = namespaceLabels(set, namespace);
  if (!labels) return undefined;
  const injection = labels.at([INJECTION]).text;
  if (injection !== undefined) return injection === 'enabled';
  return labels.at([REVISION]).exists || injectsByDefault(set);
}

/** Whether a namespace refuses sidecars: no label of a pod changes that. */
export function refusesSidecars(set: ManifestSet, namespace: string | undefined): boolean {
  const labels = namespaceLabels(set, namespace);
  return labels?.at([INJECTION]).text === 'disabled' && !labels.at([AMBIENT]).exists;
}

/**
 * Whether a pod has a sidecar; undefined where that cannot be told, and in a namespace of the ambient mesh, whose node
 * proxies speak mutual TLS for the pods. A label of the pod asks for one where its namespace says nothing: it has a
 * webhook of its own. An annotation is read once a webhook was called, and calls none.
 * Source: Istio, setup/additional-setup/sidecar-injection#controlling-the-injection-policy; istio/istio, pkg/kube/inject.
 */
export function hasSidecar(set: ManifestSet, template: PodTemplate): boolean | undefined {
  if (template.spec.at('hostNetwork').flag === true) return false;
  const { namespace } = template.manifest.ref;
  const byNamespace = injects(set, namespace);
  const [label, annotation] = [template.field.at('metadata.labels'), template.field.at('metadata.annotations')].map(
    asks,
  );
  const asked = label ?? annotation;
  if (asked === false || (byNamespace !== true && namespaceLabels(set, namespace)?.at([INJECTION]).exists))
    return false;
  if (byNamespace === true || label === true || template.field.at(['metadata', 'labels', REVISION]).exists) return true;
  return namespaceLabels(set, namespace)?.at([AMBIENT]).exists ? undefined : byNamespace;
}

/** Whether the pods of a Service are known to have no sidecar, every one of them. */
export function lackSidecars(set: ManifestSet, { namespace, name }: MeshService): boolean {
  const service = set.find('Service', namespace, name);
  const pods = service ? set.pods(namespace, mapSelector(fieldOf(service, 'spec.selector').value)) : [];
  return pods.length > 0 && pods.every((pod) => hasSidecar(set, pod) === false);
}

/** What a pod says of its own sidecar; anything but these words is a no. Source: istio/istio, pkg/kube/inject/inject.go. */
function asks(map: Field): boolean | undefined {
  const field = map.at([INJECT]);
  const value = field.scalar ?? field.flag?.toString();
  return value === undefined || value === '' ? undefined : /^(?:y|yes|true|on)$/i.test(value);
}

function namespaceLabels(set: ManifestSet, namespace: string | undefined): Field | undefined {
  const manifest = namespace === undefined ? undefined : set.find('Namespace', undefined, namespace);
  return manifest && fieldOf(manifest, 'metadata.labels');
}

/** Whether the chart of istiod was told to take every namespace that does not refuse. */
function injectsByDefault(set: ManifestSet): boolean {
  return meshConfigs(set).some(
    ({ values }) => get(values, 'sidecarInjectorWebhook.enableNamespacesByDefault') === true,
  );
}
