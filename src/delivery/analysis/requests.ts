import { derive, from, text } from '../../construct/traced.js';
import { type Duration, parseDuration } from '../../values/duration.js';
import type { Analysis, Ending } from './analysis.js';
import { byQuery, type RequestProps } from './prometheus.js';
import { failedShare, quantileSeconds } from './request-metrics.js';
import type { Bound } from './threshold.js';

/** How many requests must succeed. */
export interface SuccessRateProps extends RequestProps {
  /** Least share of requests that do not end in a 5xx. Unit: 0-1. */
  readonly atLeast: number;
}

/**
 * Share of the new version's requests that do not end in a 5xx. Reads `http_requests_total` with the label `status`.
 * Source: Argo Rollouts, "Prometheus Metrics".
 */
export function successRate(props: SuccessRateProps & Ending): Analysis<'ends'>;
export function successRate(props: SuccessRateProps): Analysis<'endless'>;
export function successRate(props: SuccessRateProps): Analysis {
  const bound: Bound = { side: 'at least', limit: from(props, 'atLeast') };
  return byQuery(
    'success-rate',
    props,
    bound,
    { key: 'atLeast', value: props.atLeast, all: true },
    (subject, window) => {
      const share = failedShare(subject, props.reporter ?? 'service', window);
      return text`1 - ${share}`;
    },
  );
}

/** How long requests may take. */
export interface LatencyProps extends RequestProps {
  /** Unit: 0-1; 0.95 for the 95th percentile. */
  readonly quantile: number;
  readonly atMost: Duration;
}

/** Time within which a share of the new version's requests is answered. Reads `http_request_duration_seconds_bucket`. */
export function latency(props: LatencyProps & Ending): Analysis<'ends'>;
export function latency(props: LatencyProps): Analysis<'endless'>;
export function latency(props: LatencyProps): Analysis {
  const bound: Bound = {
    side: 'at most',
    limit: derive(from(props, 'atMost'), (written) => parseDuration(written) ?? 0),
  };
  const share = { key: 'quantile', value: props.quantile, all: false };
  return byQuery(`latency-p${percentile(props.quantile)}`, props, bound, share, (subject, window) =>
    quantileSeconds(subject, props.reporter ?? 'service', window, from(props, 'quantile')),
  );
}

/** 95 for 0.95, 99-9 for 0.999: part of a name. */
function percentile(quantile: number): string {
  return String(Number((quantile * 100).toPrecision(6))).replace('.', '-');
}

/** How fast the error budget may be spent. */
export interface ErrorBudgetBurnProps extends RequestProps {
  /** The service's aim: share of requests that must succeed. Unit: 0-1. */
  readonly availability: number;
  /** Highest burn rate: 1 spends the budget exactly by the end of its period. */
  readonly atMost: number;
}

/** How fast the new version spends the error budget. Source: Google, "The Site Reliability Workbook", chapter 5. */
export function errorBudgetBurn(props: ErrorBudgetBurnProps & Ending): Analysis<'ends'>;
export function errorBudgetBurn(props: ErrorBudgetBurnProps): Analysis<'endless'>;
export function errorBudgetBurn(props: ErrorBudgetBurnProps): Analysis {
  const bound: Bound = { side: 'at most', limit: from(props, 'atMost') };
  return byQuery(
    'error-budget-burn',
    props,
    bound,
    { key: 'availability', value: props.availability, all: false },
    (subject, window) => {
      const share = failedShare(subject, props.reporter ?? 'service', window);
      return text`${share}\n  / (1 - ${from(props, 'availability')})`;
    },
  );
}
