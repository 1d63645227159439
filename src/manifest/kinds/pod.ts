import { below, type KindRow, listsBelow, type NameRow } from './row.js';

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** What a container reads. Source: Kubernetes API, core/v1 Container. */
const CONTAINER: readonly NameRow[] = [
  { from: 'env[].valueFrom.configMapKeyRef.name', to: 'ConfigMap', key: 'key', optional: 'optional' },
  { from: 'env[].valueFrom.secretKeyRef.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'envFrom[].configMapRef.name', to: 'ConfigMap', optional: 'optional' },
  { from: 'envFrom[].secretRef.name', to: 'Secret', optional: 'optional' },
];

/** What a pod needs before it can start. Source: Kubernetes API, core/v1 PodSpec. */
const POD: readonly NameRow[] = [
  ...CONTAINER_LISTS.flatMap((name) => below(`${name}[]`, CONTAINER)),
  { from: 'volumes[].configMap.name', to: 'ConfigMap', key: 'items[].key', optional: 'optional' },
  { from: 'volumes[].secret.secretName', to: 'Secret', key: 'items[].key', optional: 'optional' },
  { from: 'volumes[].projected.sources[].configMap.name', to: 'ConfigMap', key: 'items[].key', optional: 'optional' },
  { from: 'volumes[].projected.sources[].secret.name', to: 'Secret', key: 'items[].key', optional: 'optional' },
  { from: 'volumes[].persistentVolumeClaim.claimName', to: 'PersistentVolumeClaim' },
  { from: 'volumes[].csi.nodePublishSecretRef.name', to: 'Secret' },
  {
    from: 'volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName',
    to: 'StorageClass',
    checkedBy: 'storage-class',
  },
  { from: 'serviceAccountName', to: 'ServiceAccount' },
  { from: 'imagePullSecrets[].name', to: 'Secret', checkedBy: 'pull-secret' },
  { from: 'priorityClassName', to: 'PriorityClass' },
  { from: 'runtimeClassName', to: 'RuntimeClass' },
];

/** Source: the patchMergeKey tags of core/v1 types. `env` keeps its order: an element may use an earlier one. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  volumes: ['name'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  tolerations: ['key', 'operator', 'value', 'effect'],
  ...Object.fromEntries(
    CONTAINER_LISTS.flatMap((name) => [
      [name, ['name']],
      [`${name}[].env`, ['name']],
      [`${name}[].ports`, ['containerPort', 'protocol']],
      [`${name}[].volumeMounts`, ['mountPath']],
      [`${name}[].volumeDevices`, ['devicePath']],
    ]),
  ),
};

/** Adds to a kind what its pod template brings, and what the pod specs that its operator merges into its own. */
export function withPods(row: KindRow): KindRow {
  const own = row.podTemplate === undefined ? [] : [row.podTemplate ? `${row.podTemplate}.spec` : 'spec'];
  const specs = [...own, ...(row.placements ?? []).filter((path) => /emplate\.spec$/.test(path))];
  if (specs.length === 0) return row;
  return {
    ...row,
    references: [...(row.references ?? []), ...specs.flatMap((spec) => below(spec, POD))],
    lists: { ...row.lists, ...Object.assign({}, ...specs.map((spec) => listsBelow(spec, LISTS))) },
  };
}
