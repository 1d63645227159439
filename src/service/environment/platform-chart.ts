import { type App, Chart } from 'cdk8s';
import type { Cluster } from '../../cluster/cluster.js';
import { fleetLabels } from '../../construct/labels.js';
import { inMesh, namespace } from '../../platform/namespace.js';
import { storePriority } from '../../platform/priority-class.js';
import { storageClass } from '../../platform/storage-class.js';
import { defaultDenyPolicy } from '../../security/network-policy.js';
import type { SealedValues } from '../../security/sealed-file.js';
import type { Fleet } from '../fleet.js';
import { composeSecrets } from '../secrets.js';
import { checkAddresses } from './addresses.js';
import { storesNamespace } from './call-definitions.js';
import type { EnvironmentSpec } from './environment-spec.js';
import type { Evaluation } from './evaluate.js';
import { platformFolder } from './folders.js';
import { composeMesh, meshOf } from './mesh.js';
import { checkRanges } from './network-ranges.js';

/** What everything else of an environment stands on. */
export interface Ground {
  /** PriorityClass of the data stores; absent where there are none. */
  readonly storePriority?: string;
  /** Where it puts something. */
  readonly namespaces: readonly string[];
  /** Whether network policies close every pod. */
  readonly isolated: boolean;
}

/** Namespaces and cluster-wide classes, in a chart of their own. */
export function composePlatform(
  app: App,
  fleet: Fleet,
  environment: string,
  spec: EnvironmentSpec,
  cluster: Cluster,
  evaluation: Evaluation,
  sealed: SealedValues,
): Ground {
  const { definitions, stores } = evaluation;
  const chart = new Chart(app, platformFolder, { disableResourceNameHashes: true });
  checkRanges(chart, cluster.network, fleet.site);
  checkAddresses(chart, spec, fleet.site);
  const labels = fleetLabels(fleet.name);
  const { services, workers } = fleet.namespaces;
  const used = [...definitions, ...stores].map((one) => one.namespace);
  const namespaces = [...new Set([services, workers, storesNamespace(fleet)])].filter((name) => used.includes(name));
  const mesh = meshOf(fleet, spec);
  for (const name of namespaces) {
    namespace(chart, name, cluster, mesh?.namespaces.includes(name) ? { ...labels, ...inMesh } : labels);
    if (spec.isolation) defaultDenyPolicy(chart, name, labels);
  }
  const { storageClass: wanted } = spec.cluster;
  const made = typeof wanted === 'object' ? wanted : undefined;
  if (made) storageClass(chart, made, labels);
  const priority = stores.length > 0 ? storePriority(chart, labels) : undefined;
  composeMesh(chart, mesh, spec, evaluation, labels);
  const rooms = composeSecrets(chart, fleet, environment, spec, evaluation, sealed);
  for (const name of rooms) namespace(chart, name, cluster, labels);
  const stack = spec.alerting && spec.prometheus?.stack;
  return {
    storePriority: priority,
    // Secrets of those who tell of alerts lie beside Alertmanager, whose namespace its chart makes.
    namespaces: [...namespaces, ...rooms, ...(stack ? [stack.namespace] : [])],
    isolated: spec.isolation !== undefined,
  };
}
