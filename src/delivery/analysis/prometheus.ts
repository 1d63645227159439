import { from, type Input, preset } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';
import type { Analysis, Measurement, Share, Subject, Timing } from './analysis.js';
import type { Reporter } from './request-metrics.js';
import { type Bound, type NoTraffic, thresholdConditions } from './threshold.js';

/** What every analysis of requests can be told. */
export interface RequestProps extends Timing {
  /** What it is called, where a service has two of one sort: part of names, in lower case with `-`. */
  readonly name?: string;
  /** How far back each measurement looks. Default `2m`. At least four times the scrape interval. */
  readonly window?: Duration;
  /** What no traffic means. Default `pass`. */
  readonly noTraffic?: NoTraffic;
  /** Whose numbers. Default `service`. */
  readonly reporter?: Reporter;
}

/** Default window: long enough for four scrapes, short enough for a step of five minutes. */
function windowOf(props: RequestProps): Input<Duration> {
  return (
    from(props, 'window') ??
    preset('2m' as const, 'four scrapes at 30 s, and a step of five minutes sees several measurements')
  );
}

/** An analysis by a query that gives one number. */
export function byQuery(
  sort: string,
  props: RequestProps,
  bound: Bound,
  share: Share,
  query: (subject: Subject, window: Input<Duration>) => Input<string>,
): Analysis {
  return {
    analysis: props.name ?? sort,
    timing: props,
    share,
    measure: (subject) => {
      const window = windowOf(props);
      const noTraffic = from(props, 'noTraffic') ?? preset('pass' as const, 'a version that nobody asks hurts nobody');
      return { ...askPrometheus(subject, query(subject, window)), window, ...thresholdConditions(bound, noTraffic) };
    },
  };
}

/** A measurement by a query. */
export function askPrometheus({ prometheus }: Subject, query: Input<string>): Measurement {
  if (!prometheus) return { provider: { prometheus: { query } }, lacks: 'prometheus' };
  return { provider: { prometheus: { address: from(prometheus, 'address'), query } } };
}
