import { nodeAgents } from '../../metrics/catalogue/kubernetes.js';
import { above, below, divide, max, min, rest } from '../../metrics/combine.js';
import { foreseen, like, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, type Series, steady } from '../proof.js';

/** The claims of a workload: one for each pod. */
export interface Claims {
  readonly namespace: string;
  /** Regular expression that matches the names of the claims. */
  readonly claims: string;
  /** One name that matches it, for the proof. */
  readonly example: string;
}

const by = ['namespace', 'persistentvolumeclaim'] as const;
const hour = 3600;
const size = 1e10;

function where({ namespace, claims }: Claims) {
  return { namespace, persistentvolumeclaim: like(claims) };
}

function labels({ namespace, example }: Claims) {
  return { namespace, persistentvolumeclaim: example };
}

function free(of: Claims, values: string): Series[] {
  return [
    { metric: 'kubelet_volume_stats_available_bytes', labels: { ...labels(of), job: 'kubelet' }, values },
    {
      metric: 'kubelet_volume_stats_capacity_bytes',
      labels: { ...labels(of), job: 'kubelet' },
      values: steady(size, 5 * hour),
    },
  ];
}

const fillingUp: AlertKind<Claims> = {
  defaults: { limit: 0.85, for: '5m', severity: 'critical' },
  unit: 'ratio',
  query: (of, { limit }) =>
    above(
      rest(
        divide(
          min(value(nodeAgents.kubelet_volume_stats_available_bytes, where(of)), by),
          max(value(nodeAgents.kubelet_volume_stats_capacity_bytes, where(of)), by),
        ),
      ),
      limit,
    ),
  summary: (name) => `A volume of ${name} fills up`,
  description:
    '{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full; a full volume stops its pod from writing.',
  look: [
    'What grows: `kubectl exec` into the pod, `du` on the folder of the volume.',
    'A write-ahead log that is not emptied: is there a task that never ends, or a checkpoint that fails?',
    'A larger volume: raise the claim itself; docs/how-to/database.md says how.',
  ],
  proof: (of, { limit }) => ({
    labels: labels(of),
    failing: free(of, steady(size * (1 - limit * 1.05), 5 * hour)),
    healthy: free(of, steady(size * (1 - limit * 0.95), 5 * hour)),
  }),
};

const ahead = 4 * hour;

const fullSoon: AlertKind<Claims> = {
  defaults: { for: '15m', severity: 'warning' },
  query: (of) =>
    below(min(foreseen(nodeAgents.kubelet_volume_stats_available_bytes, where(of), { window: '1h', ahead }), by), 0),
  summary: (name) => `A volume of ${name} will be full in four hours`,
  description: '{{ $labels.persistentvolumeclaim }} fills so fast that nothing is left in four hours if it goes on.',
  look: ['What grows, and since when: the panel "Volume" of its dashboard.', 'Then as for VolumeFillingUp.'],
  proof: (of) => {
    const falling = (share: number) => free(of, growing((-size / ahead) * share, 5 * hour, size));
    return {
      labels: labels(of),
      // Half of the volume is gone in two hours, and the other half in two more.
      failing: free(of, growing(-size / ahead, 3 * hour, size)),
      holdsFrom: 30,
      healthy: free(of, steady(size / 10, 5 * hour)),
      stories: [
        { name: 'falling slowly', series: falling(0.3), moments: [{ at: hour, fires: false }] },
        {
          name: 'a large file at once, and nothing since',
          series: free(of, `${size}x120 ${size / 2}x480`),
          moments: [
            { at: hour + 2400, fires: true },
            { at: 2 * hour + 600, fires: false },
          ],
        },
      ],
    };
  },
};

/** Alerts on volumes. */
export const volumeAlerts = { VolumeFillingUp: fillingUp, VolumeFullSoon: fullSoon };
