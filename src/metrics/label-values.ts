/**
 * Labels of which every value is known, by metric: a query that asks for another one finds nothing.
 * Source: kube-state-metrics, docs/metrics; Kubernetes, "Container states" and "Node conditions"; Argo CD, "Metrics";
 * Argo Rollouts, RolloutPhase; Istio, "Istio Standard Metrics"; node_exporter, collector/cpu.go.
 */
const closed: readonly (readonly [metric: RegExp, label: string, values: readonly string[]])[] = [
  [/^kube_(?:pod|node|namespace)\w*_status_(?:ready|scheduled)$/, 'condition', ['true', 'false', 'unknown']],
  [/^kube_\w+_status_condition$/, 'status', ['true', 'false', 'unknown']],
  [/^kube_pod_status_phase$/, 'phase', ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']],
  [/^kube_persistentvolumeclaim_status_phase$/, 'phase', ['Pending', 'Bound', 'Lost']],
  [/^kube_persistentvolume_status_phase$/, 'phase', ['Pending', 'Available', 'Bound', 'Released', 'Failed']],
  [/^kube_namespace_status_phase$/, 'phase', ['Active', 'Terminating']],
  [/^argocd_app_info$/, 'sync_status', ['Synced', 'OutOfSync', 'Unknown']],
  [/^argocd_app_info$/, 'health_status', ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown']],
  [/^argocd_app_sync_total$/, 'phase', ['Running', 'Succeeded', 'Failed', 'Error', 'Terminating']],
  [
    /^rollout_(?:info|phase)$/,
    'phase',
    ['Progressing', 'Healthy', 'Degraded', 'Paused', 'Completed', 'Timeout', 'Error', 'Abort', 'InvalidSpec'],
  ],
  [
    /^analysis_run_(?:info|phase|metric_phase)$/,
    'phase',
    ['Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'],
  ],
  [/^istio_/, 'reporter', ['source', 'destination', 'waypoint']],
  [/^istio_/, 'request_protocol', ['http', 'grpc', 'tcp']],
  [/^node_cpu_seconds_total$/, 'mode', ['idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user']],
  [/^elasticsearch_cluster_health_status$/, 'color', ['green', 'yellow', 'red']],
  [/^redis_instance_info$/, 'role', ['master', 'slave']],
  [/^ALERTS$/, 'alertstate', ['pending', 'firing']],
];

/** Labels that a few well-known values nearly always have; others are possible. */
const usual: readonly (readonly [metric: RegExp, label: string, values: readonly string[]])[] = [
  [
    /^kube_pod_container_status_(?:last_)?terminated_reason$/,
    'reason',
    ['OOMKilled', 'Completed', 'Error', 'ContainerCannotRun', 'DeadlineExceeded', 'Evicted', 'StartError'],
  ],
  [
    /^kube_pod_container_status_waiting_reason$/,
    'reason',
    [
      'ContainerCreating',
      'CrashLoopBackOff',
      'CreateContainerConfigError',
      'CreateContainerError',
      'ErrImagePull',
      'ImagePullBackOff',
      'InvalidImageName',
      'PodInitializing',
    ],
  ],
  [
    /^kube_node_status_condition$/,
    'condition',
    ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'],
  ],
  [
    /^kube_(?:pod_container_resource_(?:requests|limits)|node_status_(?:allocatable|capacity))$/,
    'resource',
    ['cpu', 'memory', 'ephemeral_storage', 'pods', 'storage'],
  ],
];

/** A label's values: all there are where `all`, else the usual ones. */
export interface LabelValues {
  readonly values: readonly string[];
  readonly all: boolean;
}

/** What is known of the values of a metric's label; undefined where nothing is. */
export function labelValues(metric: string, label: string): LabelValues | undefined {
  const of = (table: typeof closed) => table.find(([name, key]) => key === label && name.test(metric))?.[2];
  const values = of(closed);
  if (values) return { values, all: true };
  const some = of(usual);
  return some && { values: some, all: false };
}
