import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AnalysisTemplate,
  type AnalysisTemplateSpecMetrics,
  AnalysisTemplateSpecMetricsCount,
  AnalysisTemplateSpecMetricsFailureLimit,
  AnalysisTemplateSpecMetricsInconclusiveLimit,
} from '../../../imports/argoproj.io.js';
import { emit, numeric } from '../../construct/emit.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import { reject } from '../../construct/reject.js';
import { type Draft, derive, from, type Input, preset } from '../../construct/traced.js';
import { goDuration } from '../../values/duration.js';
import type { Analysis, Measurement, Subject } from './analysis.js';
import { checkMeasurement } from './check-measurement.js';

/** An analysis as a rollout refers to it: the template, and the arguments that it wants. */
export interface Template {
  readonly analysis: Analysis;
  readonly object: ApiObject;
  readonly args: readonly Argument[];
}

/** The one argument that templates of a service have: which version's pods are meant. */
export const POD_HASH = 'pod-hash';
export type Argument = typeof POD_HASH;

/** The matchers that select the new version's pods: a ReplicaSet's pods carry its name, and that carries the hash. */
function newPods(namespace: string, workload: string): string {
  return `namespace="${namespace}", pod=~"${workload}-{{args.${POD_HASH}}}-[a-z0-9]+"`;
}

export interface AnalysesProps {
  readonly identity: Identity;
  readonly prometheus?: Subject['prometheus'];
  readonly target?: Subject['target'];
}

/**
 * A template for each analysis of a service, each once however often a strategy names it.
 * Source: Argo Rollouts, "Analysis & Progressive Delivery".
 */
export function analysisTemplates(
  scope: Construct,
  analyses: readonly Analysis[],
  { identity, ...rest }: AnalysesProps,
): ReadonlyMap<Analysis, Template> {
  const namespace = Chart.of(scope).namespace ?? 'default';
  const distinct = differentNames(scope, analyses);
  const subject = { workload: identity.name, namespace, newPods: newPods(namespace, identity.name), ...rest };
  return new Map(
    distinct.map((analysis) => {
      const metric = metricOf(scope, analysis, subject);
      const args = wants(metric) ? ([POD_HASH] as const) : [];
      const object = emit(scope, `analysis-${analysis.analysis}`, AnalysisTemplate, {
        metadata: { name: `${identity.name}-${analysis.analysis}`, labels: objectLabels(identity) },
        spec: { args: args.length > 0 ? args.map((name) => ({ name })) : undefined, metrics: [metric] },
      });
      return [analysis, { analysis, object, args }];
    }),
  );
}

/** Two analyses of one name would be one object; the second is rejected. */
function differentNames(scope: Construct, analyses: readonly Analysis[]): readonly Analysis[] {
  const byName = new Map<string, Analysis>();
  for (const one of new Set(analyses)) {
    if (!byName.has(one.analysis)) byName.set(one.analysis, one);
    else {
      reject(scope, {
        rule: 'analysis-name',
        message: `two analyses are called "${one.analysis}"`,
        why: 'Their templates would be one object: the later would overwrite the earlier.',
        fix: 'Give one of them a `name`, or use the same value twice.',
        property: { object: one.timing, key: 'name' },
      });
    }
  }
  return [...byName.values()];
}

function metricOf(scope: Construct, analysis: Analysis, subject: Subject): Draft<AnalysisTemplateSpecMetrics> {
  const { timing } = analysis;
  const measurement = analysis.measure(subject);
  checkMeasurement(scope, analysis, measurement);
  const { successCondition, failureCondition, provider } = measurement;
  const count = from(timing, 'count');
  const failureLimit = from(timing, 'failureLimit');
  const inconclusiveLimit = from(timing, 'inconclusiveLimit');
  return {
    name: analysis.analysis,
    interval: intervalOf(analysis, measurement),
    initialDelay: initialDelayOf(analysis, measurement),
    count: count === undefined ? undefined : numeric(AnalysisTemplateSpecMetricsCount, count),
    failureLimit:
      failureLimit === undefined ? undefined : numeric(AnalysisTemplateSpecMetricsFailureLimit, failureLimit),
    inconclusiveLimit:
      inconclusiveLimit === undefined
        ? undefined
        : numeric(AnalysisTemplateSpecMetricsInconclusiveLimit, inconclusiveLimit),
    successCondition,
    failureCondition,
    provider,
  };
}

/** What never measures twice has no interval. */
function intervalOf({ timing }: Analysis, { provider }: Measurement): Input<string> | undefined {
  const written = from(timing, 'interval');
  if (written !== undefined) return derive(written, goDuration);
  if (timing.count === 1 || (timing.count === undefined && provider.job !== undefined)) return undefined;
  return preset('1m', 'often enough to see a fault early, seldom enough to be no load');
}

function initialDelayOf({ timing }: Analysis, { window }: Measurement): Input<string> | undefined {
  const written = from(timing, 'initialDelay') ?? window;
  return written && derive(written, goDuration);
}

/** Whether the pods' hash stands in what is asked. */
function wants(metric: Draft<AnalysisTemplateSpecMetrics>): boolean {
  const query = metric.provider.prometheus?.query;
  return query !== undefined && String(plainText(query)).includes(`{{args.${POD_HASH}}}`);
}

function plainText(value: Input<string>): string {
  return typeof value === 'string' ? value : value.plain;
}
