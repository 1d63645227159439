import { type App, Chart } from 'cdk8s';
import type { Cluster, ClusterSpec } from '../cluster/cluster.js';
import { namespace } from '../platform/namespace.js';
import { storePriority } from '../platform/priority-class.js';
import { storageClass } from '../platform/storage-class.js';
import { type Evaluation, platformFolder, storesNamespace } from './evaluate.js';
import type { Fleet } from './fleet.js';

/** What everything else of an environment stands on. */
export interface Ground {
  /** PriorityClass of the data stores; absent where there are none. */
  readonly storePriority?: string;
  /** Every kind that it holds: all are cluster-wide. */
  readonly clusterKinds: readonly { readonly group: string; readonly kind: string }[];
}

/** Namespaces and cluster-wide classes, in a chart of their own. */
export function composePlatform(
  app: App,
  fleet: Fleet,
  spec: ClusterSpec,
  cluster: Cluster,
  { definitions, stores }: Evaluation,
): Ground {
  const chart = new Chart(app, platformFolder, { disableResourceNameHashes: true });
  const labels = { 'app.kubernetes.io/part-of': fleet.name, 'app.kubernetes.io/managed-by': 'cdk8s' };
  const { services, workers } = fleet.namespaces;
  const used = [...definitions, ...stores].map((one) => one.namespace);
  for (const name of new Set([services, workers, storesNamespace(fleet)]))
    if (used.includes(name)) namespace(chart, name, cluster, labels);
  const made = typeof spec.storageClass === 'object' ? spec.storageClass : undefined;
  if (made) storageClass(chart, made, labels);
  const priority = stores.length > 0 ? storePriority(chart, labels) : undefined;
  return {
    storePriority: priority,
    clusterKinds: [
      { group: '', kind: 'Namespace' },
      ...(priority === undefined ? [] : [{ group: 'scheduling.k8s.io', kind: 'PriorityClass' }]),
      ...(made ? [{ group: 'storage.k8s.io', kind: 'StorageClass' }] : []),
    ],
  };
}
