import type { BurnRate } from '../metrics/burn-rate.js';
import type { Proof, Series } from './proof.js';
import type { Objective } from './slo.js';

/**
 * Series of the recorded shares themselves: windows of days cannot be played in seconds. That the shares are recorded
 * as they should be is shown by tests of their own.
 */
export function burnProof({ namespace, service, name }: Objective, { long, short }: BurnRate, limit: number): Proof {
  const labels = { namespace, service, slo: name };
  const hour = 3600;
  const shares = (before: number, now: number): Series[] =>
    [
      [long, before],
      [short, now],
    ].map(([window, share]) => ({
      metric: `slo:error_ratio:rate${window}`,
      labels,
      values: `${share}x${(4 * hour) / 30}`,
    }));
  const at = 2 * hour;
  return {
    labels,
    failing: shares(limit * 1.05, limit * 1.05),
    healthy: shares(limit * 0.95, limit * 0.95),
    idle: shares(0, 0),
    stories: [
      { name: 'the trouble is over', series: shares(limit * 3, limit * 0.95), moments: [{ at, fires: false }] },
      { name: 'a short trouble', series: shares(limit * 0.95, limit * 3), moments: [{ at, fires: false }] },
    ],
  };
}
