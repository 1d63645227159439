import type { Construct } from 'constructs';
import { checkDurations } from '../../construct/durations.js';
import { reject } from '../../construct/reject.js';
import { type Input, plain, Traced } from '../../construct/traced.js';
import { trial } from '../../metrics/condition/judge.js';
import { parseCondition } from '../../metrics/condition/parse-condition.js';
import { unfilled } from '../../metrics/promql/unfilled.js';
import { formatPercent } from '../../values/percent.js';
import type { Analysis, Measurement } from './analysis.js';

/** Rejects an analysis that the controller refuses, or that would say the same whatever happens. */
export function checkMeasurement(scope: Construct, of: Analysis, measurement: Measurement): void {
  const { analysis, timing } = of;
  checkDurations(scope, 'at-metric', timing, ['interval', 'initialDelay', 'window']);
  for (const key of ['count', 'failureLimit', 'inconclusiveLimit'] as const) {
    const value = timing[key];
    if (value === undefined || (Number.isInteger(value) && value >= (key === 'count' ? 1 : 0))) continue;
    reject(scope, {
      rule: 'at-metric',
      message: `${key} ${value} of analysis "${analysis}": a whole number from ${key === 'count' ? 1 : 0} up is wanted`,
      why: 'The controller refuses the template, and the rollout does not begin.',
      fix: `${key}: ${key === 'count' ? 3 : 0}`,
      property: { object: timing, key },
    });
  }
  const { count, failureLimit = 0 } = timing;
  if (count !== undefined && count > 0 && failureLimit >= count) {
    reject(scope, {
      rule: 'at-metric',
      message: `analysis "${analysis}" lets ${failureLimit} of ${count} measurements fail`,
      why: 'It passes whatever it measures; the controller refuses it.',
      fix: `Write a failureLimit below ${count}.`,
      property: { object: timing, key: 'failureLimit' },
    });
  }
  const isShare = checkShare(scope, of);
  checkLacks(scope, of, measurement);
  // Of a share that is none the condition says the same whatever it measures.
  if (isShare) checkConditions(scope, analysis, measurement);
}

function checkShare(scope: Construct, { analysis, timing, share }: Analysis): boolean {
  if (!share) return true;
  const { key, value, all } = share;
  if (value > 0 && (value < 1 || (all && value === 1))) return true;
  const meant = value >= 50 && value < 100 ? Number((value / 100).toPrecision(6)) : 0.99;
  reject(scope, {
    rule: 'at-metric',
    message: `${key} ${value} of analysis "${analysis}" is no share ${all ? 'above 0 and up to 1' : 'between 0 and 1'}`,
    why: 'Each measurement says the same, whatever the version does: all releases are aborted, or none is.',
    fix: `${key}: ${meant} is ${formatPercent(meant)}.`,
    property: { object: timing, key },
  });
  return false;
}

function checkLacks(scope: Construct, of: Analysis, { lacks }: Measurement): void {
  const { analysis } = of;
  const property = { object: of, key: 'analysis' };
  if (lacks === 'prometheus') {
    reject(scope, {
      rule: 'analysis-prometheus',
      message: `analysis "${analysis}" asks Prometheus, and the environment has none`,
      why: 'Every measurement ends in an error, and the fifth error aborts the rollout.',
      fix: 'Give the environment one, prometheus: kubePrometheusStack({ release, namespace }), or choose a delivery without metrics there.',
      property,
    });
  }
  if (lacks === 'target') {
    reject(scope, {
      rule: 'analysis-target',
      message: `analysis "${analysis}" asks the new version itself, and no Service leads to it alone`,
      why: 'There is no address under which only the new version answers.',
      fix: 'Use it with blueGreen(), or with a canary whose traffic a router splits.',
      property,
    });
  }
}

function checkConditions(scope: Construct, analysis: string, measurement: Measurement): void {
  const { provider, successCondition, failureCondition } = measurement;
  if (!provider.prometheus) return;
  checkQuery(scope, analysis, provider.prometheus.query);
  const success = read(scope, analysis, successCondition);
  const failure = read(scope, analysis, failureCondition);
  if (success === 'unread' || failure === 'unread') return;
  const query = provider.prometheus.query;
  const shape = /^\s*scalar\s*\(/.test(query === undefined ? '' : plain(query)) ? 'scalar' : 'list';
  const { nothing, numbers } = trial({ ...(success && { success }), ...(failure && { failure }) }, shape);
  const say = (message: string, why: string, fix: string) =>
    reject(scope, { rule: 'at-prometheus-result', message: `analysis "${analysis}" ${message}`, why, fix });
  if (numbers.every((outcome) => outcome === 'Error')) {
    say(
      'compares a list with a number',
      'A query gives a list, one value a series: each measurement is an error, and the fifth aborts the rollout.',
      'Compare its first value: result[0].',
    );
  } else if (nothing === 'Error') {
    say(
      'does not say what no traffic means',
      'The list is empty then: result[0] is an error, and the fifth error aborts the rollout.',
      'Begin the condition with "len(result) == 0 ||" to pass, or with "len(result) > 0 &&" to fail.',
    );
  } else if (!numbers.includes('Failed') && !numbers.includes('Inconclusive')) {
    say('can not fail', 'It lets every version through.', 'Write a condition that some result does not meet.');
  } else if (!numbers.includes('Successful')) {
    say('can not succeed', 'It lets no version through.', 'Write a condition that some result meets.');
  }
}

function checkQuery(scope: Construct, analysis: string, query: Input<string> | undefined): void {
  const left = query === undefined ? undefined : unfilled(plain(query));
  if (!left) return;
  const [source] = query instanceof Traced ? query.sources : [];
  reject(scope, {
    rule: 'rule-schema',
    message: `the query of analysis "${analysis}" ${left.problem}`,
    why: 'Each measurement is an error: the fifth in a row aborts the rollout.',
    fix: left.fix,
    ...(source?.kind === 'property' && { property: source }),
  });
}

function read(scope: Construct, analysis: string, condition: Input<string> | undefined) {
  if (condition === undefined) return undefined;
  const text = plain(condition);
  const parsed = parseCondition(text);
  if ('condition' in parsed) return parsed.condition;
  const wrong = 'wrong' in parsed;
  reject(scope, {
    rule: 'at-prometheus-result',
    ...(wrong ? {} : { severity: 'warning' as const }),
    message: wrong
      ? `condition "${text}" of analysis "${analysis}": ${parsed.wrong}`
      : `condition "${text}" of analysis "${analysis}" is not checked: ${parsed.beyond} is beyond what is read here`,
    why: wrong
      ? 'Each measurement is an error, and the fifth aborts the rollout.'
      : 'Whether it can fail, and what it makes of no traffic, is not known.',
    fix: wrong
      ? 'result[0] >= 0.95'
      : 'Write it with numbers, comparisons, len(), isNaN(), && and ||, or try it by hand.',
  });
  return 'unread' as const;
}
