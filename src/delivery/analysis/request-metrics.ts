import { combine, type Input, text } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';
import type { Subject } from './analysis.js';

/** Whose numbers an analysis reads: the service's own `/metrics`, or those of its sidecar. */
export type Reporter = 'service' | 'mesh';

/** A series of the new version's pods over a window: `rate(http_requests_total{…}[2m])`. */
function rate(
  { newPods }: Subject,
  metric: string,
  window: Input<Duration>,
  ...more: readonly Input<string>[]
): Input<string> {
  const matchers = combine([newPods, ...more], (...all: readonly string[]) => all.join(', '));
  return text`rate(${metric}{${matchers}}[${window}])`;
}

const COUNTERS = {
  service: { metric: 'http_requests_total', failed: 'status=~"5.."', all: [] },
  // What arrived; what left is counted by the caller's sidecar too.
  mesh: { metric: 'istio_requests_total', failed: 'response_code=~"5.."', all: ['reporter="destination"'] },
} as const;

const HISTOGRAMS = {
  service: { metric: 'http_request_duration_seconds_bucket', perSecond: 1, all: [] },
  mesh: { metric: 'istio_request_duration_milliseconds_bucket', perSecond: 1000, all: ['reporter="destination"'] },
} as const;

/**
 * Share of requests that failed. Without a failure there is no series of failures: `vector(0)` stands in for it, so
 * that a service of which everything fails is not taken for one that nobody asks.
 */
export function failedShare(subject: Subject, reporter: Reporter, window: Input<Duration>): Input<string> {
  const { metric, failed, all } = COUNTERS[reporter];
  const failing = rate(subject, metric, window, ...all, failed);
  return text`(sum(${failing}) or vector(0))\n  / sum(${rate(subject, metric, window, ...all)})`;
}

/** A quantile of the time that requests took. Unit: seconds. */
export function quantileSeconds(
  subject: Subject,
  reporter: Reporter,
  window: Input<Duration>,
  quantile: Input<number>,
): Input<string> {
  const { metric, perSecond, all } = HISTOGRAMS[reporter];
  const query = text`histogram_quantile(${quantile}, sum by (le) (${rate(subject, metric, window, ...all)}))`;
  return perSecond === 1 ? query : text`${query} / ${perSecond}`;
}
