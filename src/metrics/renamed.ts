/**
 * Metrics that once had another name, which old dashboards and examples still have: what to ask for instead.
 * Source: node_exporter 0.16, kube-state-metrics 2.0, Argo CD 2.0, Istio 1.5, their notes of release.
 */
const renamed: ReadonlyMap<string, string> = new Map([
  ['node_cpu', 'node_cpu_seconds_total'],
  ['node_boot_time', 'node_boot_time_seconds'],
  ...['MemAvailable', 'MemTotal', 'MemFree', 'Buffers', 'Cached', 'SwapTotal'].map(
    (one) => [`node_memory_${one}`, `node_memory_${one}_bytes`] as const,
  ),
  ...['avail', 'free', 'size'].map((one) => [`node_filesystem_${one}`, `node_filesystem_${one}_bytes`] as const),
  ...['receive', 'transmit'].map((one) => [`node_network_${one}_bytes`, `node_network_${one}_bytes_total`] as const),
  ['node_disk_bytes_read', 'node_disk_read_bytes_total'],
  ['node_disk_bytes_written', 'node_disk_written_bytes_total'],
  ['node_disk_io_time_ms', 'node_disk_io_time_seconds_total'],
  ['kube_hpa_spec_max_replicas', 'kube_horizontalpodautoscaler_spec_max_replicas'],
  ['kube_hpa_spec_min_replicas', 'kube_horizontalpodautoscaler_spec_min_replicas'],
  ['kube_hpa_status_current_replicas', 'kube_horizontalpodautoscaler_status_current_replicas'],
  ['kube_hpa_status_desired_replicas', 'kube_horizontalpodautoscaler_status_desired_replicas'],
  ['kube_hpa_status_condition', 'kube_horizontalpodautoscaler_status_condition'],
  ...['requests', 'limits'].flatMap((one) => [
    [`kube_pod_container_resource_${one}_cpu_cores`, `kube_pod_container_resource_${one}{resource="cpu"}`] as const,
    [
      `kube_pod_container_resource_${one}_memory_bytes`,
      `kube_pod_container_resource_${one}{resource="memory"}`,
    ] as const,
  ]),
  ...['allocatable', 'capacity'].flatMap((one) => [
    [`kube_node_status_${one}_cpu_cores`, `kube_node_status_${one}{resource="cpu"}`] as const,
    [`kube_node_status_${one}_memory_bytes`, `kube_node_status_${one}{resource="memory"}`] as const,
    [`kube_node_status_${one}_pods`, `kube_node_status_${one}{resource="pods"}`] as const,
  ]),
  ['argocd_app_sync_status', 'argocd_app_info{sync_status="…"}'],
  ['argocd_app_health_status', 'argocd_app_info{health_status="…"}'],
  ...['_bucket', '_sum', '_count'].map(
    (end) => [`istio_request_duration_seconds${end}`, `istio_request_duration_milliseconds${end}`] as const,
  ),
]);

/** What a metric is called today, of which this is the old name. */
export function newNameOf(metric: string): string | undefined {
  return renamed.get(metric);
}
