import { type Field, fieldOf } from '../../../manifest/field.js';
import { type Conditions, trial } from '../../../metrics/condition/judge.js';
import { parseCondition } from '../../../metrics/condition/parse-condition.js';
import { type Expr, isComparison } from '../../../metrics/promql/ast.js';
import { isShare } from '../../../metrics/promql/share.js';
import { exampleTemplate } from '../../delivery/analysis-examples.js';
import { templatesOf } from '../../delivery/rollouts.js';
import { readQuery } from '../../monitoring/read-query.js';
import { type Report, report, rule } from '../../rule.js';

export const atPrometheusResult = rule({
  id: 'at-prometheus-result',
  severity: 'error',
  what: 'A condition says the same of every result, or nothing of some',
  why: 'A query gives a list, one value a series, empty where there is no traffic. A condition that cannot read it is an error at each measurement, and the fifth in a row aborts the rollout.',
  fix: 'Compare the first value, and say what no traffic means, as in "len(result) == 0 || isNaN(result[0]) || result[0] >= 0.95".',
  exceptions: [
    'Queries of the form scalar(…): they give one number, which has no index.',
    'Conditions that arguments fill in, and what of the language is not read here.',
  ],
  source: 'Argo Rollouts, metricproviders/prometheus, utils/evaluate, features/analysis#nan-and-infinity',
  wrong: exampleTemplate(`
interval: 1m
count: 3
successCondition: result < 1 # <--
`),
  right: exampleTemplate(`
interval: 1m
count: 3
successCondition: len(result) == 0 || isNaN(result[0]) || result[0] < 1
`),
  *check({ set }) {
    for (const template of templatesOf(set)) {
      for (const metric of fieldOf(template).items('spec.metrics')) {
        const query = metric.at('provider.prometheus.query');
        if (query.text !== undefined) yield* judged(metric, query.text);
        else for (const key of ['successCondition', 'failureCondition']) yield* unreadable(metric.at(key));
      }
    }
  },
});

function* judged(metric: Field, query: string): Iterable<Report> {
  const [success, failure] = [metric.at('successCondition'), metric.at('failureCondition')];
  const field = success.exists ? success : failure;
  if (!field.exists) {
    yield report(metric, `metric "${metric.at('name').text ?? ''}" has no condition`, {
      why: 'Every measurement counts as a success: the analysis lets everything through.',
      fix: 'Add a successCondition.',
      severity: 'warning',
    });
    return;
  }
  // What arguments fill in may be any number; a window that they fill in is read as it is.
  const { expr } = readQuery(query.replaceAll(/(?<!\[\s*)\{\{[^}]*\}\}/g, 'x'));
  if (expr) yield* silentComparison(metric, expr);
  const read = { success: conditionOf(success), failure: conditionOf(failure) };
  for (const one of [success, failure]) yield* unreadable(one);
  if ((success.exists && !usable(read.success)) || (failure.exists && !usable(read.failure))) return;
  const conditions: Conditions = {
    ...(usable(read.success) && { success: read.success.condition }),
    ...(usable(read.failure) && { failure: read.failure.condition }),
  };
  const scalar = /^\s*scalar\s*\(/.test(query);
  const most = expr && isShare(expr) ? 1 : undefined;
  const { nothing, numbers } = trial(conditions, scalar ? 'scalar' : 'list', most);
  const any = most === undefined ? 'number' : 'share, which is from 0 to 1';
  if (numbers.every((outcome) => outcome === 'Error')) {
    yield report(
      field,
      scalar
        ? `"${field.text}" takes the first of a list, and scalar() gives a number`
        : `"${field.text}" compares a list with a number`,
      { fix: scalar ? 'Compare result itself.' : undefined },
    );
  } else if (!numbers.includes('Failed') && !numbers.includes('Inconclusive')) {
    yield report(field, `"${field.text}" holds of every ${any}: no version can fail`, {
      why: 'The analysis lets everything through.',
      fix: 'Compare with a number that some results are beyond.',
    });
  } else if (!numbers.includes('Successful')) {
    yield report(field, `"${field.text}" holds of no ${any}: no version can pass`, {
      why: 'Every rollout is aborted.',
      fix: 'Compare with a number that some results are within.',
    });
  } else if (nothing === 'Error') {
    yield report(field, `"${field.text}" does not say what no traffic means`, {
      why: 'The list is empty then, and its first value an error: five in a row abort the rollout, at night for no fault of the version.',
      severity: 'warning',
    });
  }
}

/** A condition that no provider's result can be held against. */
function* unreadable(field: Field): Iterable<Report> {
  const read = conditionOf(field);
  if (read !== undefined && 'wrong' in read) yield report(field, `condition "${field.text}": ${read.wrong}`);
}

function conditionOf(field: Field): ReturnType<typeof parseCondition> | undefined {
  const { text } = field;
  if (text === undefined) return undefined;
  return text.includes('{{') ? { beyond: 'an argument' } : parseCondition(text);
}

function usable(
  parsed: ReturnType<typeof parseCondition> | undefined,
): parsed is Extract<ReturnType<typeof parseCondition>, { condition: unknown }> {
  return parsed !== undefined && 'condition' in parsed;
}

/** `a / b > 0.95` gives the series for which it holds, and nothing where it does not: a result that no condition sees. */
function* silentComparison(metric: Field, expr: Expr): Iterable<Report> {
  if (expr.kind !== 'binary' || expr.bool || !isComparison(expr.op)) return;
  yield report(
    metric.at('provider.prometheus.query'),
    `the query ends in "${expr.op}", which gives nothing where it does not hold`,
    {
      why: 'A bad version then looks like one without traffic.',
      fix: 'Compare in the condition, or write "bool" behind the comparison.',
      severity: 'warning',
    },
  );
}
