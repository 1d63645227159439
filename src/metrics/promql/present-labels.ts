import type { Binary, Call, Expr, Selector } from './ast.js';
import { isSelection, type LabelLookup, labelsOf } from './labels.js';
import { matchesEmpty } from './regex.js';
import { typeOf } from './types.js';
import { metricOf } from './walk.js';

type Names = ReadonlySet<string>;
const none: Names = new Set();
/** Every target has them. Source: Prometheus, "Jobs and instances". */
const everywhere = ['job', 'instance'];

/**
 * Labels that every series of a result carries: those that a selector asks for by a value, those of `by`. What a series
 * may lack is not among them; {@link labelsOf} says which labels there can be.
 */
export function presentLabels(expr: Expr, lookup: LabelLookup): Names {
  switch (expr.kind) {
    case 'selector':
      return ofSelector(expr, lookup);
    case 'range':
    case 'subquery':
    case 'negation':
      return presentLabels(expr.of, lookup);
    case 'call':
      return ofCall(expr, lookup);
    case 'aggregate':
      if (isSelection(expr.op)) return presentLabels(expr.of, lookup);
      if (expr.grouping?.mode === 'without') return less(presentLabels(expr.of, lookup), expr.grouping.labels);
      return grouped(expr, lookup);
    case 'binary':
      return ofBinary(expr, lookup);
    default:
      return none;
  }
}

/** Whether a result has no labels but those that `by` names, however its metrics are relabelled. */
export function isGrouped(expr: Expr): boolean {
  if (expr.kind === 'aggregate')
    return expr.grouping?.mode !== 'without' && !isSelection(expr.op) && expr.op !== 'count_values';
  if (expr.kind === 'call') {
    const operand = expr.args.find((arg) => typeOf(arg) === 'vector');
    return expr.name === 'vector' || (keepsLabels(expr) && operand !== undefined && isGrouped(operand));
  }
  if (expr.kind !== 'binary' || expr.op === 'or' || expr.matching) return false;
  return isGrouped(typeOf(expr.left) === 'scalar' ? expr.right : expr.left);
}

function keepsLabels({ name }: Call): boolean {
  return !/^(?:absent|label_|info$|histogram_quantiles$)/.test(name);
}

function grouped(expr: Expr, lookup: LabelLookup): Names {
  const labels = labelsOf(expr, lookup);
  return labels === 'any' ? none : labels;
}

function ofSelector(selector: Selector, lookup: LabelLookup): Names {
  const metric = metricOf(selector);
  const known = metric === undefined ? undefined : lookup(metric);
  const asked = selector.matchers.filter(({ label, op, value }) => {
    if (label === '__name__') return false;
    if (op === '=') return value !== '';
    if (op === '!=') return value === '';
    return matchesEmpty(value) === (op === '!~');
  });
  return new Set([...asked.map(({ label }) => label), ...everywhere.filter((label) => known?.has(label))]);
}

function ofCall(call: Call, lookup: LabelLookup): Names {
  const [first, second] = call.args;
  switch (call.name) {
    case 'absent':
    case 'absent_over_time':
      return grouped(call, lookup);
    case 'histogram_quantile':
      return second ? less(presentLabels(second, lookup), ['le']) : none;
    case 'label_replace':
    case 'label_join':
      return first && second?.kind === 'string' ? less(presentLabels(first, lookup), [second.value]) : none;
    default: {
      const operand = call.args.find((arg) => arg.kind !== 'number' && arg.kind !== 'string');
      return operand && typeOf(call) === 'vector' && typeOf(operand) !== 'scalar'
        ? presentLabels(operand, lookup)
        : none;
    }
  }
}

function ofBinary({ op, left, right, matching }: Binary, lookup: LabelLookup): Names {
  const [one, other] = [presentLabels(left, lookup), presentLabels(right, lookup)];
  if (op === 'or') return new Set([...one].filter((label) => other.has(label)));
  if (op === 'and' || op === 'unless') return one;
  if (typeOf(left) === 'scalar') return other;
  if (typeOf(right) === 'scalar') return one;
  return matching ? none : new Set([...one, ...other]);
}

function less(labels: Names, dropped: readonly string[]): Names {
  return new Set([...labels].filter((label) => !dropped.includes(label)));
}
