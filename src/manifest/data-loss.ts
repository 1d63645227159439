import { flag, list, text } from './access.js';
import { rowOf } from './kinds.js';
import type { KubeObject } from './manifest.js';

/** What goes with an object that is deleted, besides the object. */
export interface Loss {
  readonly also: string;
  /** No sync brings it back. */
  readonly grave: boolean;
}

/** What goes with a data store of an operator, or with a part of one. Source of each: the operator's documentation. */
export function operatorLoss(object: KubeObject): Loss | undefined {
  switch (object.kind) {
    case 'Queue':
      return kept(object)
        ? { also: 'the queue itself stays in the broker', grave: false }
        : { also: `queue "${nameOf(object)}" goes from the broker with the messages in it`, grave: true };
    case 'Vhost':
      return kept(object)
        ? { also: 'the vhost itself stays in the broker', grave: false }
        : { also: `vhost "${nameOf(object)}" goes from the broker with every queue in it`, grave: true };
    case 'Redis':
    case 'RedisReplication':
    case 'RedisCluster':
      return redis(flag(object, 'spec.storage.keepAfterDelete'));
    case 'RedisFailover':
      return redis(flag(object, 'spec.redis.storage.keepAfterDeletion'));
    case 'RabbitmqCluster':
    case 'Elasticsearch':
    case 'Cluster':
    case 'postgresql':
      return { also: 'its pods and their volumes go, with all data', grave: true };
    case 'CustomResourceDefinition':
      return { also: `every ${text(object, 'spec.names.kind') ?? 'object'} of the cluster goes with it`, grave: true };
    default:
      return undefined;
  }
}

/**
 * What nobody gets back once an object is deleted; undefined where the next sync makes all of it again. Of an object
 * alone: what else stands in the cluster is not looked at.
 */
export function dataLoss(object: KubeObject): string | undefined {
  switch (object.kind) {
    case 'Namespace':
      return 'everything in it goes';
    case 'PersistentVolumeClaim':
      return 'its volume goes with all data, unless its class retains volumes';
    case 'PersistentVolume':
      return 'nothing leads to its data any more';
    case 'StatefulSet':
      if (list(object, 'spec.volumeClaimTemplates').length === 0) return undefined;
      return text(object, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted') === 'Delete'
        ? 'its pods go, and their volumes with all data'
        : 'its pods go; what lies on their volumes stays, and nobody reads it';
    default: {
      const loss = rowOf(object) && operatorLoss(object);
      return loss?.grave ? loss.also : undefined;
    }
  }
}

function redis(keeps: boolean | undefined): Loss {
  return keeps === true
    ? { also: 'its pods go, their volumes stay', grave: false }
    : { also: 'its pods go, and what they hold', grave: true };
}

function kept(object: KubeObject): boolean {
  return text(object, 'spec.deletionPolicy') === 'retain';
}

function nameOf(object: KubeObject): string {
  return text(object, 'spec.name') ?? object.metadata.name;
}
