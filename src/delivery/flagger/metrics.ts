import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type CanarySpecAnalysisMetrics,
  MetricTemplate,
  MetricTemplateSpecProviderType,
} from '../../../imports/flagger.app.js';
import { checkDurations } from '../../construct/durations.js';
import { emit } from '../../construct/emit.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import type { Prometheus } from '../../construct/platform.js';
import { reject } from '../../construct/reject.js';
import { type Draft, derive, from, Traced } from '../../construct/traced.js';
import { type Duration, goDuration, parseDuration } from '../../values/duration.js';

/** What Flagger judges a new version by. */
export type FlaggerMetric =
  | { readonly metric: 'request-success-rate'; readonly atLeast: number; readonly interval: Duration }
  | { readonly metric: 'request-duration'; readonly atMost: Duration; readonly interval: Duration }
  | { readonly metric: 'query'; readonly props: FlaggerQueryProps };

/** Share of requests that do not end in a 5xx, as Flagger knows it of the ingress or the mesh. Unit: %, 0-100. */
export function requestSuccessRate(props: { readonly atLeast: number; readonly interval: Duration }): FlaggerMetric {
  return { metric: 'request-success-rate', ...props };
}

/** The 99th percentile of the time that requests take, as Flagger knows it of the ingress or the mesh. */
export function requestDuration(props: { readonly atMost: Duration; readonly interval: Duration }): FlaggerMetric {
  return { metric: 'request-duration', ...props };
}

/** A query of one's own for Flagger, and the limits of what it gives. */
export interface FlaggerQueryProps {
  /** What it is called: part of names. */
  readonly name: string;
  /**
   * A query that gives one value. `newPods` are label matchers that select the new version's pods alone; `window` is how
   * far back it looks. No value is a failure to Flagger: end it in `or vector(…)` where silence is no fault.
   */
  readonly query: (of: { readonly newPods: string; readonly window: string }) => string;
  readonly interval: Duration;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A metric of your own. Source: Flagger, "Metrics Analysis: Custom metrics". */
export function flaggerQuery(props: FlaggerQueryProps): FlaggerMetric {
  return { metric: 'query', props };
}

/**
 * Flagger fills in namespace, target and interval. Pods of the stable side have `-primary` in their names, so that a
 * name of three parts is one of the new version.
 */
const VARIABLES = {
  newPods: 'namespace="{{ namespace }}", pod=~"{{ target }}-[a-z0-9]+-[a-z0-9]+"',
  window: '{{ interval }}',
};

export interface FlaggerMetricsProps {
  readonly identity: Identity;
  readonly prometheus: Prometheus | undefined;
}

/** The metrics of a Canary; those by query with their MetricTemplates. */
export function flaggerMetrics(
  scope: Construct,
  metrics: readonly FlaggerMetric[],
  props: FlaggerMetricsProps,
): readonly Draft<CanarySpecAnalysisMetrics>[] {
  return metrics.map((metric) => {
    const given = metric.metric === 'query' ? metric.props : metric;
    checkDurations(
      scope,
      'flagger-target',
      given,
      metric.metric === 'request-duration' ? ['interval', 'atMost'] : ['interval'],
    );
    if (metric.metric === 'query') return byTemplate(scope, metric.props, props);
    return {
      name: metric.metric,
      interval: derive(from(metric, 'interval'), goDuration),
      thresholdRange:
        metric.metric === 'request-success-rate'
          ? { min: checkedShare(scope, metric) }
          : { max: derive(from(metric, 'atMost'), (time) => Math.round((parseDuration(time) ?? 0) * 1000)) },
    };
  });
}

function checkedShare(scope: Construct, metric: Extract<FlaggerMetric, { atLeast: number }>) {
  if (!(metric.atLeast > 1 && metric.atLeast <= 100)) {
    reject(scope, {
      rule: 'flagger-target',
      message: `a success rate of at least ${metric.atLeast}: Flagger counts in percent, from 0 to 100`,
      why: metric.atLeast > 100 ? 'No version passes.' : 'Every version passes.',
      fix: 'atLeast: 99',
      property: { object: metric, key: 'atLeast' },
    });
  }
  return from(metric, 'atLeast');
}

function byTemplate(
  scope: Construct,
  metric: FlaggerQueryProps,
  { identity, prometheus }: FlaggerMetricsProps,
): Draft<CanarySpecAnalysisMetrics> {
  if (!prometheus) {
    reject(scope, {
      rule: 'analysis-prometheus',
      message: `metric "${metric.name}" asks Prometheus, and the environment has none`,
      why: 'Every measurement fails, and the rollout goes back.',
      fix: 'Give the environment one, prometheus: kubePrometheusStack({ release, namespace }).',
      property: { object: metric, key: 'query' },
    });
  }
  const template: ApiObject = emit(scope, `metric-${metric.name}`, MetricTemplate, {
    metadata: { name: `${identity.name}-${metric.name}`, labels: objectLabels(identity) },
    spec: {
      provider: { type: MetricTemplateSpecProviderType.PROMETHEUS, address: prometheus && from(prometheus, 'address') },
      query: new Traced(metric.query(VARIABLES), [{ kind: 'property', object: metric, key: 'query' }]),
    },
  });
  return {
    name: metric.name,
    templateRef: { name: template.name },
    interval: derive(from(metric, 'interval'), goDuration),
    thresholdRange: { min: from(metric, 'atLeast'), max: from(metric, 'atMost') },
  };
}
