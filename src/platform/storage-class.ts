import { KubeStorageClass } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { StorageClass } from '../cluster/storage-class.js';
import { emit } from '../construct/emit.js';
import { from, preset } from '../construct/traced.js';

/**
 * The cluster's default class of volumes. Nothing of it can be changed later but whether volumes may grow and whether
 * it is the default.
 * Source: Kubernetes, "Storage Classes", "Change the default StorageClass".
 */
export function storageClass(scope: Construct, spec: StorageClass, labels: Readonly<Record<string, string>>): void {
  emit(scope, `storage-class-${spec.name}`, KubeStorageClass, {
    metadata: {
      name: from(spec, 'name'),
      labels,
      annotations: {
        'storageclass.kubernetes.io/is-default-class': preset('true', 'a claim that names no class gets this one'),
      },
    },
    provisioner: from(spec, 'provisioner'),
    parameters: from(spec, 'parameters'),
    reclaimPolicy: preset('Retain', 'a claim that is deleted by mistake leaves its volume behind'),
    volumeBindingMode: preset(
      'WaitForFirstConsumer',
      'the volume is made in the zone of the node that its pod runs on',
    ),
    allowVolumeExpansion: preset(true, 'a volume that fills up can grow'),
  });
}
