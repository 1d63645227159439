import type { BinaryOperator, Expr, Matcher } from '../../src/metrics/promql/ast.js';
import { format } from '../../src/metrics/promql/format.js';
import { children, replace, selectors } from '../../src/metrics/promql/walk.js';
import { formatDuration, parseDuration } from '../../src/values/duration.js';

/** A query with one mistake in it. */
export interface Mutant {
  readonly sort: 'threshold' | 'comparison' | 'label' | 'window' | 'metric' | 'by';
  readonly expr: string;
}

const opposite: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '>': '<',
  '<': '>',
  '>=': '<',
  '<=': '>',
  '==': '!=',
  '!=': '==',
};

/** Every query that differs from this one by one small mistake, of the sorts that people make. */
export function mutants(query: Expr): readonly Mutant[] {
  const found: Mutant[] = [];
  const all = selectors(query);
  const put = (sort: Mutant['sort'], rebuild: (node: Expr) => Expr, node: Expr) =>
    found.push({ sort, expr: format(rebuild(node)) });
  visit(query, (one) => one);
  return found.filter(({ expr }) => expr !== format(query));

  function visit(node: Expr, rebuild: (changed: Expr) => Expr): void {
    if (node.kind === 'binary') {
      const flipped = opposite[node.op];
      if (flipped) {
        put('comparison', rebuild, { ...node, op: flipped });
        for (const side of ['left', 'right'] as const) {
          const limit = node[side];
          if (limit.kind !== 'number') continue;
          const others = limit.value === 0 ? [-1, 1] : [limit.value * 0.9, limit.value * 1.1];
          for (const value of others) put('threshold', rebuild, { ...node, [side]: { kind: 'number', value } });
        }
      }
    }
    if (node.kind === 'selector') {
      if (node.metric) put('metric', rebuild, { ...node, metric: `${node.metric}_x` });
      node.matchers.forEach((matcher, i) => {
        const rest = node.matchers.filter((_, k) => k !== i);
        const other: Matcher = { ...matcher, value: 'wrong' };
        put('label', rebuild, { ...node, matchers: [...rest, other] });
        // Where another selector asks the same, the two sides are joined on it: without it here, nothing changes.
        const twins = all.filter(({ matchers }) => matchers.some((one) => same(one, matcher)));
        if (twins.length === 1) put('label', rebuild, { ...node, matchers: rest });
        else if (twins[0] === node) put('label', () => without(query, matcher), node);
      });
    }
    if (node.kind === 'range') {
      const seconds = parseDuration(node.window) ?? 0;
      for (const factor of [0.5, 2]) put('window', rebuild, { ...node, window: formatDuration(seconds * factor) });
    }
    if (node.kind === 'aggregate' && node.grouping) {
      const { grouping } = node;
      for (const label of grouping.labels) {
        const labels = grouping.labels.filter((one) => one !== label);
        put('by', rebuild, { ...node, grouping: { ...grouping, labels } });
      }
    }
    for (const child of children(node)) visit(child, (changed) => rebuild(swap(node, child, changed)));
  }
}

function same(a: Matcher, b: Matcher): boolean {
  return a.label === b.label && a.op === b.op && a.value === b.value;
}

/** A query that asks nowhere for a label. */
function without(query: Expr, matcher: Matcher): Expr {
  return replace(query, (node) =>
    node.kind === 'selector' ? { ...node, matchers: node.matchers.filter((one) => !same(one, matcher)) } : undefined,
  );
}

/** A node with one of those below it exchanged. */
function swap(node: Expr, child: Expr, changed: Expr): Expr {
  switch (node.kind) {
    case 'range':
      return changed.kind === 'selector' ? { ...node, of: changed } : node;
    case 'subquery':
    case 'negation':
      return { ...node, of: changed };
    case 'aggregate':
      return node.param === child ? { ...node, param: changed } : { ...node, of: changed };
    case 'call':
      return { ...node, args: node.args.map((arg) => (arg === child ? changed : arg)) };
    case 'binary':
      return node.left === child ? { ...node, left: changed } : { ...node, right: changed };
    default:
      return node;
  }
}
