import { kubeState, nodeAgents } from '../../metrics/catalogue/kubernetes.js';
import { above, divide, max, sum } from '../../metrics/combine.js';
import { like, rate, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series, steady } from '../proof.js';
import type { PodContainer } from './pods.js';

const by = ['namespace', 'pod', 'container'] as const;
const hour = 3600;

function where({ namespace, pods, container }: PodContainer) {
  return { namespace, pod: like(pods), container };
}

function labels({ namespace, example, container }: PodContainer) {
  return { namespace, pod: example, container };
}

function limitOf(of: PodContainer, resource: 'cpu' | 'memory') {
  return max(value(kubeState.kube_pod_container_resource_limits, { ...where(of), resource }), by);
}

/** The limits of both resources, so that a query that asks for neither finds the wrong one. */
function limits(of: PodContainer, cpu: number, memory: number): Series[] {
  const metric = 'kube_pod_container_resource_limits';
  return [
    { metric, labels: { ...labels(of), job: 'exporter', resource: 'cpu' }, values: steady(cpu, 2 * hour) },
    { metric, labels: { ...labels(of), job: 'exporter', resource: 'memory' }, values: steady(memory, 2 * hour) },
  ];
}

const cpuNearLimit: AlertKind<PodContainer> = {
  defaults: { limit: 0.9, for: '15m', severity: 'warning' },
  unit: 'ratio',
  query: (of, { limit }) =>
    above(
      divide(sum(rate(nodeAgents.container_cpu_usage_seconds_total, where(of), '5m'), by), limitOf(of, 'cpu')),
      limit,
    ),
  summary: (name) => `A pod of ${name} is near its CPU limit`,
  description: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its CPU limit.',
  look: [
    'Traffic on its dashboard: more requests, or more work for each?',
    'More pods, or a larger limit, where the node has the room.',
  ],
  proof: (of, { limit }) => {
    const used = (values: string): Series[] => [
      { metric: 'container_cpu_usage_seconds_total', labels: { ...labels(of), job: 'kubelet' }, values },
      ...limits(of, 0.5, 0.001),
    ];
    return {
      labels: labels(of),
      failing: [
        {
          metric: 'container_cpu_usage_seconds_total',
          labels: labels(of),
          values: growing(0.5 * limit * 1.05, 2 * hour),
        },
        ...limits(of, 0.5, 0.4),
      ],
      holdsFrom: 300,
      healthy: [
        {
          metric: 'container_cpu_usage_seconds_total',
          labels: labels(of),
          values: growing(0.5 * limit * 0.95, 2 * hour),
        },
        ...limits(of, 0.5, 0.4),
      ],
      idle: used(growing(0, 2 * hour)),
      stories: [
        {
          name: 'another resource has a larger limit',
          series: [
            { metric: 'container_cpu_usage_seconds_total', labels: labels(of), values: growing(0.5, 2 * hour) },
            ...limits(of, 0.5, 1e9),
          ],
          moments: [{ at: hour, fires: true }],
        },
        {
          name: 'busy for half an hour',
          series: [
            {
              metric: 'container_cpu_usage_seconds_total',
              labels: labels(of),
              values: growingThen(5, 1800, 0, 2 * hour),
            },
            ...limits(of, 0.5, 0.4),
          ],
          moments: [
            { at: 1800 + 210, fires: true },
            { at: 1800 + 330, fires: false },
          ],
        },
      ],
    };
  },
};

const memoryNearLimit: AlertKind<PodContainer> = {
  defaults: { limit: 0.9, for: '10m', severity: 'warning' },
  unit: 'ratio',
  query: (of, { limit }) =>
    above(
      divide(max(value(nodeAgents.container_memory_working_set_bytes, where(of)), by), limitOf(of, 'memory')),
      limit,
    ),
  summary: (name) => `A pod of ${name} is near its memory limit`,
  description: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit; above it, it is killed.',
  look: [
    'The panel "Memory" of its dashboard: a leak rises for hours; a restart gives time.',
    'A larger limit in its `resources`, if the node has the room.',
  ],
  proof: (of, { limit }) => {
    const used = (share: number): Series[] => [
      { metric: 'container_memory_working_set_bytes', labels: labels(of), values: steady(1e8 * share, 2 * hour) },
      ...limits(of, 0.5, 1e8),
    ];
    return {
      labels: labels(of),
      failing: used(limit * 1.05),
      healthy: used(limit * 0.95),
      stories: [
        {
          name: 'another resource has a larger limit',
          series: [
            { metric: 'container_memory_working_set_bytes', labels: labels(of), values: steady(1e8, 2 * hour) },
            ...limits(of, 1e9, 1e8),
          ],
          moments: [{ at: hour, fires: true }],
        },
      ],
    };
  },
};

/** Alerts on how much of its limits a container uses. Source: row S13. */
export const saturationAlerts = { CpuNearLimit: cpuNearLimit, MemoryNearLimit: memoryNearLimit };
