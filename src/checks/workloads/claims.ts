import { get } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';

/** Claims of a pod that one node, or one pod, may mount at a time, as far as the set shows them. */
export function singleClaims(pod: PodTemplate, set: ManifestSet): { readonly at: Field; readonly mode: string }[] {
  return pod.spec.items('volumes').flatMap((volume) => {
    const at = volume.at('persistentVolumeClaim.claimName');
    if (at.text === undefined || volume.at('persistentVolumeClaim.readOnly').flag === true) return [];
    const claim = set.find('PersistentVolumeClaim', pod.manifest.ref.namespace, at.text);
    const modes = claim ? get(claim.object, 'spec.accessModes') : undefined;
    if (!Array.isArray(modes) || modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) return [];
    const mode = modes.find((one) => one === 'ReadWriteOncePod') ?? modes.find((one) => one === 'ReadWriteOnce');
    return typeof mode === 'string' ? [{ at, mode }] : [];
  });
}

/** Whether all pods of a template run on one node, so that they may mount what one node may. */
export function isOnOneNode({ spec }: PodTemplate): boolean {
  if (spec.at('nodeName').exists) return true;
  return fieldOf(spec.manifest, [...spec.path, 'nodeSelector', 'kubernetes.io/hostname']).exists;
}
