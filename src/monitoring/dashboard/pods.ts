import { kubeState, nodeAgents } from '../../metrics/catalogue/kubernetes.js';
import { targets } from '../../metrics/catalogue/prometheus.js';
import { count, divide, max, min, ratio, rest, sum, unless } from '../../metrics/combine.js';
import { increase, like, Query, rate, value } from '../../metrics/query.js';
import type { Asked } from '../alert.js';
import { containerAlerts, type PodContainer } from '../alerts/pods.js';
import { saturationAlerts } from '../alerts/saturation.js';
import type { ScrapeJob } from '../alerts/targets.js';
import { type Claims, volumeAlerts } from '../alerts/volumes.js';
import { type AnySettings, firesAt } from './fires-at.js';
import type { Row } from './panel.js';

const byPod = ['namespace', 'pod', 'container'] as const;

/** How much of their limits pods use, and how often they restart. */
export function saturationRow({ namespace, pods, container }: PodContainer, settings?: AnySettings): Row {
  const where = { namespace, pod: like(pods), container };
  const limit = (resource: 'cpu' | 'memory') =>
    max(value(kubeState.kube_pod_container_resource_limits, { ...where, resource }), byPod);
  const cpu = sum(rate(nodeAgents.container_cpu_usage_seconds_total, where, '5m'), byPod);
  const memory = max(value(nodeAgents.container_memory_working_set_bytes, where), byPod);
  const periods = sum(rate(nodeAgents.container_cpu_cfs_periods_total, where, '5m'), byPod);
  const throttled = sum(rate(nodeAgents.container_cpu_cfs_throttled_periods_total, where, '5m'), byPod);
  const restarts = sum(increase(kubeState.kube_pod_container_status_restarts_total, where, '15m'), byPod);
  const legend = '{{pod}}';
  return {
    title: 'Saturation',
    panels: [
      {
        title: 'CPU of its limit',
        unit: 'percentunit',
        limit: firesAt(saturationAlerts, 'CpuNearLimit', settings),
        lines: [{ query: divide(cpu, limit('cpu')), legend }],
      },
      {
        title: 'Memory of its limit',
        unit: 'percentunit',
        limit: firesAt(saturationAlerts, 'MemoryNearLimit', settings),
        lines: [{ query: divide(memory, limit('memory')), legend }],
      },
      {
        title: 'CPU throttled',
        unit: 'percentunit',
        limit: firesAt(containerAlerts, 'CpuThrottled', settings),
        lines: [{ query: ratio(throttled, periods), legend }],
      },
      {
        title: 'Restarts in 15 minutes',
        unit: 'short',
        limit: firesAt(containerAlerts, 'PodCrashLooping', settings),
        lines: [{ query: restarts, legend }],
      },
    ],
  };
}

/** How full volumes are. */
export function volumeRow({ namespace, claims }: Claims, settings?: AnySettings): Row {
  const where = { namespace, persistentvolumeclaim: like(claims) };
  const by = ['namespace', 'persistentvolumeclaim'] as const;
  const free = min(value(nodeAgents.kubelet_volume_stats_available_bytes, where), by);
  const size = max(value(nodeAgents.kubelet_volume_stats_capacity_bytes, where), by);
  const legend = '{{persistentvolumeclaim}}';
  return {
    title: 'Volume',
    panels: [
      {
        title: 'Volume',
        unit: 'percentunit',
        limit: firesAt(volumeAlerts, 'VolumeFillingUp', settings),
        most: 1,
        lines: [{ query: rest(divide(free, size)), legend }],
      },
    ],
  };
}

/** The moments at which pods of a version are scraped that were not five minutes ago. */
export function versionsOf(job: ScrapeJob): Asked {
  // Of every target Prometheus keeps the labels that the monitor gave it.
  const up = { ...targets.up, labels: [...targets.up.labels, 'app_kubernetes_io_version'] as const };
  const now = count(value(up, { ...job }), ['app_kubernetes_io_version']);
  const { expr } = value(up, { ...job });
  const before = new Query<(typeof up.labels)[number]>(expr.kind === 'selector' ? { ...expr, offset: '5m' } : expr);
  return unless(now, count(before, ['app_kubernetes_io_version']));
}
