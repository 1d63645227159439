import { kubeState, machines } from '../../metrics/catalogue/kubernetes.js';
import { above, avg, below, count, divide, equals, max, min, rest } from '../../metrics/combine.js';
import { like, rate, unlike, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series, steady } from '../proof.js';

/** The machines of a cluster. */
export interface Machines {
  /** How many there are. */
  readonly nodes: number;
}

const hour = 3600;
const labels = { node: 'node-1' };

function condition(name: string, status: string, holds: number): Series {
  return {
    metric: 'kube_node_status_condition',
    labels: { ...labels, condition: name, status, job: 'exporter' },
    values: steady(holds, hour),
  };
}

const notReady: AlertKind<Machines> = {
  defaults: { for: '5m', severity: 'critical' },
  query: () =>
    equals(max(value(kubeState.kube_node_status_condition, { condition: 'Ready', status: 'true' }), ['node']), 0),
  summary: () => 'Node {{ $labels.node }} is not ready',
  description:
    'Its kubelet has not said that it is well for five minutes; what is pinned to it does not run elsewhere.',
  look: [
    '`kubectl describe node NODE`: conditions and events.',
    'The machine itself: is it running, does it have memory left? A restart of the machine brings the kubelet back.',
  ],
  proof: () => ({
    labels,
    failing: [condition('Ready', 'true', 0), condition('DiskPressure', 'true', 1), condition('Ready', 'false', 1)],
    healthy: [condition('Ready', 'true', 1), condition('DiskPressure', 'true', 0), condition('Ready', 'false', 0)],
  }),
};

const missing: AlertKind<Machines> = {
  defaults: { for: '5m', severity: 'critical' },
  query: ({ nodes }) => below(count(value(kubeState.kube_node_info), []), nodes),
  summary: () => 'A node is gone from the cluster',
  description: 'There are only {{ $value }} nodes.',
  look: ['`kubectl get nodes`: which one of src/fleet/nodes.ts is missing?', 'The machine: does it run, did it join?'],
  proof: ({ nodes }) => {
    const some = (many: number) =>
      Array.from({ length: many }, (_, i): Series => {
        return { metric: 'kube_node_info', labels: { node: `node-${i}` }, values: steady(1, hour) };
      });
    return { labels: {}, failing: some(nodes - 1), healthy: some(nodes) };
  },
};

const pressure: AlertKind<Machines> = {
  defaults: { for: '5m', severity: 'warning' },
  query: () =>
    equals(
      max(value(kubeState.kube_node_status_condition, { condition: like('.+Pressure'), status: 'true' }), [
        'node',
        'condition',
      ]),
      1,
    ),
  summary: () => 'Node {{ $labels.node }} is under pressure',
  description: '{{ $labels.condition }}: the kubelet evicts pods, and takes no new ones.',
  look: [
    'Memory: which pod uses more than it asked for? `kubectl top pods -A --sort-by=memory`.',
    'Disk: images and logs on the machine, `crictl rmi --prune`.',
  ],
  proof: () => ({
    labels: { ...labels, condition: 'MemoryPressure' },
    failing: [condition('MemoryPressure', 'true', 1), condition('Ready', 'true', 1)],
    healthy: [
      condition('MemoryPressure', 'true', 0),
      condition('MemoryPressure', 'false', 1),
      condition('Ready', 'true', 1),
    ],
  }),
};

function cpu(idle: string): Series[] {
  const own = { ...labels, instance: '10.0.0.1:9100', cpu: '0' };
  return [
    { metric: 'node_cpu_seconds_total', labels: { ...own, mode: 'idle' }, values: idle },
    { metric: 'node_cpu_seconds_total', labels: { ...own, mode: 'user' }, values: growing(0.5, 2 * hour) },
  ];
}

const cpuHigh: AlertKind<Machines> = {
  defaults: { limit: 0.85, for: '15m', severity: 'warning' },
  unit: 'ratio',
  query: (_, { limit }) =>
    above(rest(avg(rate(machines.node_cpu_seconds_total, { mode: 'idle' }, '5m'), ['node'])), limit),
  summary: () => 'Node {{ $labels.node }} is busy',
  description: '{{ $value | humanizePercentage }} of its CPU is used.',
  look: [
    '`kubectl top pods -A --sort-by=cpu`.',
    'A T3 machine that has spent its credits is slow too: its CPUCreditBalance in CloudWatch.',
  ],
  proof: (_, { limit }) => ({
    labels,
    failing: cpu(growing(1 - limit * 1.05, 2 * hour)),
    // The rate of the first five minutes is still low: so the machine looks busier than it is.
    holdsFrom: 30,
    healthy: cpu(growing(1 - limit * 0.95, 2 * hour)),
    stories: [
      {
        name: 'busy for half an hour',
        series: cpu(growingThen(0, 1800, 1, 2 * hour)),
        moments: [
          { at: 1800 + 30, fires: true },
          { at: 1800 + 60, fires: false },
        ],
      },
    ],
  }),
};

const memoryHigh: AlertKind<Machines> = {
  defaults: { limit: 0.9, for: '10m', severity: 'warning' },
  unit: 'ratio',
  query: (_, { limit }) =>
    above(
      rest(
        divide(
          min(value(machines.node_memory_MemAvailable_bytes), ['node']),
          max(value(machines.node_memory_MemTotal_bytes), ['node']),
        ),
      ),
      limit,
    ),
  summary: () => 'Node {{ $labels.node }} is short of memory',
  description: '{{ $value | humanizePercentage }} of its memory is used.',
  look: [
    '`kubectl top pods -A --sort-by=memory`, of the pods on this node.',
    'Limits that are far above requests: `eco synth` warns of them.',
  ],
  proof: (_, { limit }) => {
    const free = (share: number): Series[] => [
      { metric: 'node_memory_MemAvailable_bytes', labels, values: steady(1e9 * share, hour) },
      { metric: 'node_memory_MemTotal_bytes', labels, values: steady(1e9, hour) },
    ];
    return { labels, failing: free(1 - limit * 1.05), healthy: free(1 - limit * 0.95) };
  },
};

const volatile = 'tmpfs|ramfs|overlay|squashfs|devtmpfs';

const diskHigh: AlertKind<Machines> = {
  defaults: { limit: 0.85, for: '10m', severity: 'warning' },
  unit: 'ratio',
  query: (_, { limit }) => {
    const where = { fstype: unlike(volatile) };
    return above(
      rest(
        divide(
          min(value(machines.node_filesystem_avail_bytes, where), ['node', 'mountpoint']),
          max(value(machines.node_filesystem_size_bytes, where), ['node', 'mountpoint']),
        ),
      ),
      limit,
    );
  },
  summary: () => 'A disk of node {{ $labels.node }} fills up',
  description:
    '{{ $labels.mountpoint }} is {{ $value | humanizePercentage }} full; the kubelet evicts pods before it is full.',
  look: [
    '`/`: images and logs, `crictl rmi --prune`, `journalctl --vacuum-size=200M`.',
    'A volume of a pod: VolumeFillingUp says whose.',
  ],
  proof: (_, { limit }) => {
    const free = (share: number, fstype = 'ext4'): Series[] => [
      {
        metric: 'node_filesystem_avail_bytes',
        labels: { ...labels, mountpoint: '/', fstype },
        values: steady(1e9 * share, hour),
      },
      {
        metric: 'node_filesystem_size_bytes',
        labels: { ...labels, mountpoint: '/', fstype },
        values: steady(1e9, hour),
      },
    ];
    return {
      labels: { ...labels, mountpoint: '/' },
      failing: free(1 - limit * 1.05),
      healthy: free(1 - limit * 0.95),
      stories: [
        { name: 'memory that looks like a disk', series: free(0, 'tmpfs'), moments: [{ at: 1800, fires: false }] },
      ],
    };
  },
};

/** Alerts on the machines. Source: row S13. */
export const nodeAlerts = {
  NodeNotReady: notReady,
  NodeMissing: missing,
  NodePressure: pressure,
  NodeCpuHigh: cpuHigh,
  NodeMemoryHigh: memoryHigh,
  NodeDiskHigh: diskHigh,
};
