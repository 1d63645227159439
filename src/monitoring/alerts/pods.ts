import { kubeState, nodeAgents } from '../../metrics/catalogue/kubernetes.js';
import { above, and, divide, equals, max, sum } from '../../metrics/combine.js';
import { increase, like, rate, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series, steady, steadyThen, step } from '../proof.js';

/** The container of a workload's pods that does its work. */
export interface PodContainer {
  readonly namespace: string;
  /** Regular expression that matches the names of the pods. */
  readonly pods: string;
  readonly container: string;
  /** One name that matches it, for the proof. */
  readonly example: string;
}

const by = ['namespace', 'pod', 'container'] as const;
const hour = 3600;

function where({ namespace, pods, container }: PodContainer) {
  return { namespace, pod: like(pods), container };
}

function labels({ namespace, example, container }: PodContainer) {
  return { namespace, pod: example, container };
}

/** A series of the container; those of the exporter around it do not matter. */
function series(of: PodContainer, metric: string, values: string, more: Readonly<Record<string, string>> = {}): Series {
  return { metric, labels: { ...labels(of), job: 'exporter', ...more }, values };
}

const restarts = 'kube_pod_container_status_restarts_total';
const quarter = 900;

const crashLooping: AlertKind<PodContainer> = {
  defaults: { limit: 3, for: '5m', severity: 'warning' },
  unit: 'count',
  query: (of, { limit }) =>
    above(sum(increase(kubeState.kube_pod_container_status_restarts_total, where(of), '15m'), by), limit),
  summary: (name) => `A pod of ${name} keeps restarting`,
  description: '{{ $labels.pod }} restarted {{ $value | humanize }} times in a quarter of an hour.',
  look: [
    '`kubectl -n NAMESPACE logs POD --previous`: the last words before it ended.',
    '`kubectl -n NAMESPACE describe pod POD`: "Last State" has the exit code; 137 with OOMKilled is memory, without it a liveness probe.',
    'A variable or a secret that is missing: compare with the last version that ran, `eco diff`.',
  ],
  proof: (of, { limit }) => ({
    labels: labels(of),
    failing: [series(of, restarts, growing((limit * 1.05) / quarter, 2 * hour))],
    holdsFrom: quarter - step,
    healthy: [series(of, restarts, growing((limit * 0.95) / quarter, 2 * hour))],
    stories: [
      {
        name: 'a loop that ends after half an hour',
        series: [series(of, restarts, growingThen((limit * 3) / quarter, 1800, 0, 2 * hour))],
        moments: [
          { at: 1800 + 480, fires: true },
          { at: 1800 + quarter + 60, fires: false },
        ],
      },
    ],
  }),
};

const oomKilled: AlertKind<PodContainer> = {
  defaults: { for: '1m', severity: 'warning' },
  query: (of) =>
    and(
      equals(
        max(
          value(kubeState.kube_pod_container_status_last_terminated_reason, { ...where(of), reason: 'OOMKilled' }),
          by,
        ),
        1,
      ),
      above(sum(increase(kubeState.kube_pod_container_status_restarts_total, where(of), '10m'), by), 0),
    ),
  summary: (name) => `A pod of ${name} ran out of memory`,
  description: '{{ $labels.pod }} was killed because it used more memory than its limit.',
  look: [
    'The panel "Memory" of its dashboard: a leak rises for hours, a large request all at once.',
    'A larger limit in its `resources`, if the node has the room: `eco synth` says so if not.',
  ],
  proof: (of) => ({
    labels: labels(of),
    failing: [
      series(of, 'kube_pod_container_status_last_terminated_reason', steady(1, hour), { reason: 'OOMKilled' }),
      series(of, restarts, growing(1 / 120, hour)),
    ],
    holdsFrom: 30,
    healthy: [
      series(of, 'kube_pod_container_status_last_terminated_reason', steady(1, hour), { reason: 'Completed' }),
      series(of, restarts, growing(1 / 120, hour)),
    ],
    idle: [
      series(of, 'kube_pod_container_status_last_terminated_reason', steady(0, hour), { reason: 'OOMKilled' }),
      series(of, restarts, growing(1 / 120, hour)),
    ],
    stories: [
      {
        name: 'one kill, and well since',
        series: [
          series(of, 'kube_pod_container_status_last_terminated_reason', steady(1, hour), { reason: 'OOMKilled' }),
          series(of, restarts, steadyThen(0, 600, 1, hour)),
        ],
        moments: [
          { at: 600 + 480, fires: true },
          { at: 600 + 720, fires: false },
        ],
      },
    ],
  }),
};

const throttled: AlertKind<PodContainer> = {
  defaults: { limit: 0.25, for: '15m', severity: 'warning' },
  unit: 'ratio',
  query: (of, { limit }) =>
    above(
      divide(
        sum(rate(nodeAgents.container_cpu_cfs_throttled_periods_total, where(of), '5m'), by),
        above(sum(rate(nodeAgents.container_cpu_cfs_periods_total, where(of), '5m'), by), 0),
      ),
      limit,
    ),
  summary: (name) => `A pod of ${name} is throttled`,
  description: '{{ $labels.pod }} wanted more CPU than its limit in {{ $value | humanizePercentage }} of the time.',
  look: [
    'Latency on its dashboard: throttling matters where answers become slow.',
    'A larger CPU limit, or none: CPU that nobody else wants costs nothing.',
  ],
  proof: (of, { limit }) => ({
    labels: labels(of),
    failing: periods(of, growing(limit * 1.05, 2 * hour)),
    holdsFrom: 30,
    healthy: periods(of, growing(limit * 0.95, 2 * hour)),
    idle: [
      series(of, 'container_cpu_cfs_periods_total', growing(0, 2 * hour)),
      series(of, 'container_cpu_cfs_throttled_periods_total', growing(0, 2 * hour)),
    ],
    stories: [
      {
        name: 'throttled for half an hour',
        series: periods(of, growingThen(1, 1800, 0, 2 * hour)),
        moments: [
          { at: 1800 + 180, fires: true },
          { at: 1800 + 330, fires: false },
        ],
      },
    ],
  }),
};

function periods(of: PodContainer, throttledValues: string): Series[] {
  return [
    series(of, 'container_cpu_cfs_periods_total', growing(1, 2 * hour)),
    series(of, 'container_cpu_cfs_throttled_periods_total', throttledValues),
  ];
}

/** Alerts on the containers of a workload. Source: row S13. */
export const containerAlerts = {
  PodCrashLooping: crashLooping,
  ContainerOomKilled: oomKilled,
  CpuThrottled: throttled,
};
