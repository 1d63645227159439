import { flag, list, text } from '../../manifest/access.js';
import { type Loss, operatorLoss } from '../../manifest/data-loss.js';
import { rowOf } from '../../manifest/kinds.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { cascades, deliveredBy } from '../applications.js';
import { podsOf, servicesOf } from '../rollout/pods.js';
import { count, listed } from '../rollout/words.js';

/** What else goes with an object. Source of each: the kind's documentation on deletion. */
export function goesWith(manifest: Manifest, set: ManifestSet): Loss {
  const { object, ref } = manifest;
  const nothing: Loss = { also: '', grave: false };
  const loss = operatorLoss(object);
  if (loss) return loss;
  switch (ref.kind) {
    case 'Namespace':
      return {
        also: `everything in it goes, ${count(inside(ref.name, set), 'object')} of these manifests`,
        grave: true,
      };
    case 'StatefulSet':
      return { also: `${pods(manifest, set)} go${claims(manifest)}`, grave: deletesClaims(manifest) };
    case 'Deployment':
    case 'Rollout':
    case 'ReplicaSet':
      return { also: `${pods(manifest, set)} ${podsOf(manifest, set).max === 1 ? 'goes' : 'go'}`, grave: false };
    case 'DaemonSet':
      return { also: 'its pod on each node goes', grave: false };
    case 'PersistentVolumeClaim':
      return volume(manifest, set);
    case 'Application':
      return application(manifest, set);
    case 'ApplicationSet':
      return flag(object, 'spec.syncPolicy.preserveResourcesOnDeletion') === true
        ? { also: 'its Applications go, what they deliver stays', grave: false }
        : { also: 'its Applications go, and all that they deliver', grave: true };
    case 'ExternalSecret':
      return secretOf(
        text(object, 'spec.target.name') || ref.name,
        text(object, 'spec.target.creationPolicy') ?? 'Owner',
      );
    case 'SealedSecret':
      return secretOf(ref.name, 'Owner');
    case 'HorizontalPodAutoscaler':
    case 'ScaledObject':
      return { also: `${text(object, 'spec.scaleTargetRef.name') ?? 'its target'} is no longer scaled`, grave: false };
    case 'Service': {
      const host = `${ref.name}.${ref.namespace ?? 'default'}.svc`;
      return { also: `${host} resolves to nothing any more`, grave: false };
    }
    default:
      return rowOf(object)
        ? nothing
        : { also: 'what its controller made of it goes or stays: that is not known here', grave: true };
  }
}

function inside(namespace: string, set: ManifestSet): number {
  return set.manifests.filter(({ ref }) => ref.namespace === namespace).length;
}

function pods(manifest: Manifest, set: ManifestSet): string {
  const services = (servicesOf(set).get(manifest) ?? []).map(({ ref }) => ref.name);
  return `${podsOf(manifest, set).text}${services.length > 0 ? `, which ${listed(services)} ${services.length === 1 ? 'sends' : 'send'} to,` : ''}`;
}

function deletesClaims({ object }: Manifest): boolean {
  return text(object, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted') === 'Delete';
}

function claims(manifest: Manifest): string {
  if (list(manifest.object, 'spec.volumeClaimTemplates').length === 0) return '';
  return deletesClaims(manifest) ? ', and their volumes with all data' : ', their volumes stay';
}

function volume({ object }: Manifest, set: ManifestSet): Loss {
  const name = text(object, 'spec.storageClassName');
  const found = name === undefined ? undefined : set.find('StorageClass', undefined, name);
  if (found && text(found.object, 'reclaimPolicy') === 'Retain')
    return { also: 'its volume stays, without a claim', grave: false };
  return { also: `its volume goes with all data${found ? '' : ', unless its class retains volumes'}`, grave: true };
}

function application(manifest: Manifest, set: ManifestSet): Loss {
  if (!cascades(manifest)) return { also: 'what it delivered goes on running, and nobody keeps it', grave: false };
  const known = deliveredBy(manifest, set);
  const workloads = known.filter((one) => set.podTemplate(one)).map(({ ref }) => ref.name);
  const chart = text(manifest.object, 'spec.source.chart');
  const what =
    workloads.length > 0
      ? ` (${count(known.length, 'object')}, among them ${listed(workloads)})`
      : chart
        ? ` (chart ${chart})`
        : '';
  return { also: `all that it delivers goes too${what}`, grave: true };
}

function secretOf(name: string, policy: string): Loss {
  return policy === 'Owner'
    ? { also: `Secret ${name} goes with it`, grave: false }
    : { also: `Secret ${name} stays`, grave: false };
}
