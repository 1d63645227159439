import type { SecretRef } from '../../construct/secrets/secret.js';
import type { Duration } from '../../values/duration.js';
import type { FlaggerMetric } from './metrics.js';

/** How Flagger leads traffic over to the new version, and what judges it. */
export interface FlaggerProps {
  /** Who splits the traffic; what leads requests in from outside when absent. */
  readonly provider?: 'nginx' | 'istio' | 'gateway-api' | 'alb';
  /** Time between two steps; at each the metrics are asked. */
  readonly interval: Duration;
  /** Failed checks after which the release goes back. */
  readonly threshold: number;
  /** Traffic that each step adds. Unit: %. */
  readonly stepWeight: number;
  /** Traffic at which the new version is promoted. Unit: %. */
  readonly maxWeight: number;
  readonly metrics: readonly [FlaggerMetric, ...FlaggerMetric[]];
  /** Where releases that fail are told: a Slack channel, and the Secret with its webhook under the key `address`. */
  readonly alerts?: { readonly channel: string; readonly secret: SecretRef<'address'> };
  /** After this long without progress the release goes back. Default `10m`. */
  readonly progressDeadline?: Duration;
}
