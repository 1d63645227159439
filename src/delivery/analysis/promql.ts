import { from, plain, preset, Traced } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';
import type { Analysis, Ending, Timing } from './analysis.js';
import { askPrometheus } from './prometheus.js';
import { type Bound, type NoTraffic, thresholdConditions } from './threshold.js';

/** A query of one's own, and the limits of what it gives. */
export interface PromqlProps extends Timing {
  /** What it is called: part of names, in lower case with `-`. */
  readonly name: string;
  /**
   * The query. It gives one series, or none where nobody asked; `newPods` are the label matchers that select the new
   * version's pods alone, to stand between `{` and `}` of every metric.
   */
  readonly query: (newPods: string) => string;
  /** How far the query looks back. */
  readonly window: Duration;
  /** Which results are good: a side of a number, or a condition of your own. */
  readonly good: { readonly atLeast: number } | { readonly atMost: number } | { readonly condition: string };
  /** What no traffic means, unless the condition is your own. Default `pass`. */
  readonly noTraffic?: NoTraffic;
}

/** An analysis by any query. */
export function promql(props: PromqlProps & Ending): Analysis<'ends'>;
export function promql(props: PromqlProps): Analysis<'endless'>;
export function promql(props: PromqlProps): Analysis {
  return {
    analysis: props.name,
    timing: props,
    measure: (subject) => ({
      ...askPrometheus(subject, queryOf(props, plain(subject.newPods))),
      window: from(props, 'window'),
      ...conditions(props),
    }),
  };
}

function queryOf(props: PromqlProps, newPods: string): Traced<string> {
  return new Traced(props.query(newPods), [{ kind: 'property', object: props, key: 'query' }]);
}

function conditions({ good, ...props }: PromqlProps) {
  if ('condition' in good) return { successCondition: from(good, 'condition') };
  const bound: Bound =
    'atLeast' in good
      ? { side: 'at least', limit: from(good, 'atLeast') }
      : { side: 'at most', limit: from(good, 'atMost') };
  const noTraffic = from(props, 'noTraffic') ?? preset('pass' as const, 'a version that nobody asks hurts nobody');
  return thresholdConditions(bound, noTraffic);
}
