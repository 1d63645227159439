import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { oneOf } from './one-of.js';

/** What each type of metric is told in, and each type of target. */
const METRICS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};
const TARGETS: Readonly<Record<string, string>> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
};

/**
 * What the API server refuses of a HorizontalPodAutoscaler of version 2 though every field has its type.
 * Source: Kubernetes, pkg/apis/autoscaling/validation/validation.go, validateMetricSpec and validateScalingRules.
 */
export function* refusedAutoscaler(scaler: Manifest): Iterable<Report> {
  if (!scaler.ref.apiVersion.startsWith('autoscaling/v2')) return;
  const spec = fieldOf(scaler, 'spec');
  for (const metric of spec.items('metrics')) yield* measured(metric);
  const behavior = spec.at('behavior');
  for (const way of behavior.exists ? ['scaleUp', 'scaleDown'] : []) {
    const rules = behavior.at(way);
    yield* word(rules.at('selectPolicy'), ['Max', 'Min', 'Disabled']);
    for (const policy of rules.items('policies')) yield* word(policy.at('type'), ['Pods', 'Percent']);
    if (rules.at('policies').exists && rules.items('policies').length === 0)
      yield report(rules.at('policies'), '"policies" has no entry, at least one is needed', {
        fix: 'Drop the field: the defaults hold.',
      });
  }
}

function* measured(metric: Field): Iterable<Report> {
  const type = metric.at('type');
  yield* word(type, Object.keys(METRICS));
  const key = METRICS[type.text ?? ''];
  if (key === undefined) return;
  const found = Object.values(METRICS).filter((name) => metric.at(name).exists);
  const wrong = found.find((name) => name !== key);
  if (!found.includes(key))
    yield report(type, `a metric of type ${type.text} has no "${key}"${wrong ? `, but "${wrong}"` : ''}`, {
      fix: wrong ? `Write type: ${typeOf(wrong)}, or move what is measured into "${key}".` : `Add ${key}.`,
    });
  else if (wrong)
    yield report(metric.at(wrong), `a metric of type ${type.text} has "${wrong}" beside "${key}"`, {
      fix: 'Write an entry of the list for each.',
    });
  else yield* aimed(metric.at(key).at('target'), key);
}

function typeOf(key: string): string {
  return Object.keys(METRICS).find((name) => METRICS[name] === key) ?? key;
}

function* aimed(target: Field, key: string): Iterable<Report> {
  const type = target.at('type');
  yield* word(type, Object.keys(TARGETS));
  const given = Object.values(TARGETS).filter((name) => target.at(name).exists);
  const isOfResource = key === 'resource' || key === 'containerResource';
  const allowed = isOfResource
    ? ['averageUtilization', 'averageValue']
    : key === 'pods'
      ? ['averageValue']
      : ['value', 'averageValue'];
  const fits = given.filter((name) => allowed.includes(name));
  if (target.exists && fits.length === 0)
    yield report(target, `"target" of "${key}" has no ${allowed.join(' or ')}`, { fix: `Add ${allowed[0]}.` });
  // Of an object both are taken.
  else if (key !== 'object') yield* oneOf(target, '"target"', fits);
}

function* word(field: Field, allowed: readonly string[]): Iterable<Report> {
  const { text } = field;
  if (text === undefined || allowed.includes(text) || isTemplated(text)) return;
  const near = didYouMean(text, allowed);
  yield report(field, `"${field.path.at(-1)}" is "${text}", allowed are ${allowed.join(', ')}`, {
    fix: near ? `Write ${near}.` : undefined,
  });
}
