import type { Aggregate, Binary, Call, Expr, Matcher, Selector } from './ast.js';
import { typeOf } from './types.js';
import { metricOf } from './walk.js';

/** Labels that series may carry; `'any'` where nobody can tell. */
export type Labels = ReadonlySet<string> | 'any';

/** Labels of a metric's series as Prometheus stores them, those of the scrape included; undefined when unknown. */
export type LabelLookup = (metric: string) => ReadonlySet<string> | undefined;

/**
 * The labels that the result of a query can carry: what a template may ask of `$labels`, and what two sides can be
 * matched on. Source: Prometheus, promql/engine.go, resultMetric.
 */
export function labelsOf(expr: Expr, lookup: LabelLookup): Labels {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return NONE;
    case 'selector':
      return selector(expr, lookup);
    case 'range':
    case 'subquery':
    case 'negation':
      return labelsOf(expr.of, lookup);
    case 'call':
      return call(expr, lookup);
    case 'aggregate':
      return aggregate(expr, lookup);
    case 'binary':
      return binary(expr, lookup);
  }
}

const NONE: Labels = new Set();

function selector(expr: Selector, lookup: LabelLookup): Labels {
  const metric = metricOf(expr);
  return (metric === undefined ? undefined : lookup(metric)) ?? 'any';
}

function call({ name, args }: Call, lookup: LabelLookup): Labels {
  const [first] = args;
  switch (name) {
    case 'scalar':
    case 'time':
    case 'pi':
    case 'vector':
      return new Set();
    case 'absent':
    case 'absent_over_time':
      return absence(first);
    case 'histogram_quantile':
      return args[1] ? without(labelsOf(args[1], lookup), ['le']) : 'any';
    case 'label_replace':
    case 'label_join':
      return first ? withLabel(labelsOf(first, lookup), args[1]) : 'any';
    case 'info':
    case 'histogram_quantiles':
      return 'any';
    default: {
      const operand = args.find((arg) => arg.kind !== 'number' && arg.kind !== 'string');
      return operand ? labelsOf(operand, lookup) : new Set();
    }
  }
}

/** What is absent keeps the labels that were asked for by `=`, each once. */
function absence(expr: Expr | undefined): Labels {
  const asked = expr?.kind === 'range' ? expr.of : expr;
  if (asked?.kind !== 'selector') return new Set();
  const counts = new Map<string, readonly Matcher[]>();
  for (const matcher of asked.matchers) counts.set(matcher.label, [...(counts.get(matcher.label) ?? []), matcher]);
  const kept = [...counts].filter(([label, [only, more]]) => only?.op === '=' && !more && label !== '__name__');
  return new Set(kept.map(([label]) => label));
}

function aggregate({ op, grouping, param, of }: Aggregate, lookup: LabelLookup): Labels {
  const below = labelsOf(of, lookup);
  if (isSelection(op)) return below;
  const named = op === 'count_values' && param?.kind === 'string' ? [param.value] : [];
  if (grouping?.mode === 'without') return plus(without(below, grouping.labels), named);
  const by = grouping?.labels ?? [];
  return plus(new Set(below === 'any' ? by : by.filter((label) => below.has(label))), named);
}

/** Whether an aggregation gives some of its series as they are. */
export function isSelection(op: string): boolean {
  return op === 'topk' || op === 'bottomk' || op === 'limitk' || op === 'limit_ratio';
}

function binary({ op, left, right, matching }: Binary, lookup: LabelLookup): Labels {
  const [of, other] = [labelsOf(left, lookup), labelsOf(right, lookup)];
  if (op === 'or') return of === 'any' || other === 'any' ? 'any' : new Set([...of, ...other]);
  if (op === 'and' || op === 'unless') return of;
  if (typeOf(left) === 'scalar') return other;
  if (typeOf(right) === 'scalar' || !matching) return of;
  const { mode, labels, group } = matching;
  if (group) return plus(group.side === 'left' ? of : other, group.include);
  return mode === 'on' ? new Set(labels) : without(of, labels);
}

function without(labels: Labels, dropped: readonly string[]): Labels {
  return labels === 'any' ? 'any' : new Set([...labels].filter((label) => !dropped.includes(label)));
}

function plus(labels: Labels, added: readonly string[]): Labels {
  return labels === 'any' || added.length === 0 ? labels : new Set([...labels, ...added]);
}

function withLabel(labels: Labels, name: Expr | undefined): Labels {
  return name?.kind === 'string' ? plus(labels, [name.value]) : 'any';
}
