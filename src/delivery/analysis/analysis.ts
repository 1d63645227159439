import type { ApiObject } from 'cdk8s';
import type { AnalysisTemplateSpecMetricsProvider } from '../../../imports/argoproj.io.js';
import type { Prometheus } from '../../construct/platform.js';
import type { Draft, Input } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';

/**
 * What a new version is judged by. A plain value; a strategy makes a template of it for its service.
 * `ends`: after a count of measurements. `endless`: until the rollout ends, hence only beside the steps.
 */
export interface Analysis<Ends extends 'ends' | 'endless' = 'ends' | 'endless'> {
  /** What it is called: the end of its template's name, `success-rate`. */
  readonly analysis: string;
  /** Never there: it only tells the compiler the two sorts apart. */
  readonly ends?: Ends;
  readonly timing: Timing;
  /** Which of the numbers beside the timing is a part of all requests. */
  readonly share?: Share;
  readonly measure: (subject: Subject) => Measurement;
}

/** A number above 0 that stands for a part of all: up to 1, or below it. */
export interface Share {
  readonly key: string;
  readonly value: number;
  /** Whether all of them, 1, is a share too. */
  readonly all: boolean;
}

/** When it measures, and how often it may fail. Absent numbers are the controller's own. */
export interface Timing {
  /** Time between two measurements. Default `1m`. */
  readonly interval?: Duration;
  /** Measurements until it ends; without it, it runs beside the steps until they end. */
  readonly count?: number;
  /** Time before the first measurement. Default: as long as the query looks back, so that it sees the new pods only. */
  readonly initialDelay?: Duration;
  /** Failures that are let pass; the next one aborts. Default 0: the first one aborts. */
  readonly failureLimit?: number;
  /** Measurements without an answer that are let pass; the next one pauses the rollout. Default 0. */
  readonly inconclusiveLimit?: number;
}

/** Whom an analysis looks at. */
export interface Subject {
  readonly workload: Input<string>;
  readonly namespace: string;
  /** Label matchers that select the new version's pods: `namespace="api", pod=~"…"`. */
  readonly newPods: Input<string>;
  /** Absent where the platform has none: the template is rejected then. */
  readonly prometheus?: Prometheus | undefined;
  /** The Service that leads to the new version alone, and the Service's port. */
  readonly target?: { readonly service: ApiObject; readonly port: Input<number> } | undefined;
}

/** How one measurement is made, and what counts as success. */
export interface Measurement {
  readonly provider: Draft<AnalysisTemplateSpecMetricsProvider>;
  readonly successCondition?: Input<string>;
  readonly failureCondition?: Input<string>;
  /** How far back the measurement looks, where it does. */
  readonly window?: Input<Duration>;
  /** What the subject lacks for it. */
  readonly lacks?: 'prometheus' | 'target';
}

/** An analysis that is told its count ends by itself. */
export interface Ending {
  readonly count: number;
}
