import {
  type Aggregate,
  type Binary,
  type Call,
  type Expr,
  isComparison,
  isSetOperator,
  type Problem,
  type Span,
} from './ast.js';
import { aggregations, functions, type Signature, type ValueType } from './functions.js';

const nowhere: Span = { from: 0, to: 0 };

/** What a query yields. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'range':
    case 'subquery':
      return 'matrix';
    case 'call':
      return functions.get(expr.name)?.returns ?? 'vector';
    case 'negation':
      return typeOf(expr.of);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    default:
      return 'vector';
  }
}

/**
 * What a server refuses in a query that can be read: arguments of another type or number, matching that makes no
 * sense. Source: Prometheus, promql/parser/parse.go, checkAST.
 */
export function typeProblems(expr: Expr): readonly Problem[] {
  const found: Problem[] = [];
  visit(expr, (message, node) => found.push({ message, span: node.span ?? nowhere }));
  return found;
}

type Report = (message: string, node: Expr) => void;

function visit(expr: Expr, report: Report): void {
  switch (expr.kind) {
    case 'call':
      for (const arg of expr.args) visit(arg, report);
      call(expr, report);
      break;
    case 'aggregate':
      if (expr.param) visit(expr.param, report);
      visit(expr.of, report);
      aggregate(expr, report);
      break;
    case 'binary':
      visit(expr.left, report);
      visit(expr.right, report);
      binary(expr, report);
      break;
    case 'negation':
      visit(expr.of, report);
      if (!isNumeric(expr.of))
        report(`a minus sign takes a number or an instant vector, got ${describe(expr.of)}`, expr);
      break;
    case 'subquery':
      visit(expr.of, report);
      if (typeOf(expr.of) !== 'vector') report(`a subquery takes an instant vector, got ${describe(expr.of)}`, expr);
      break;
    default:
  }
}

function call(whole: Call, report: Report): void {
  const { name, args } = whole;
  const signature = functions.get(name);
  if (!signature) return;
  const { min, max } = bounds(signature);
  if (args.length < min || args.length > max) {
    const count = min === max ? `${min}` : max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
    report(`"${name}" takes ${count} ${count === '1' ? 'argument' : 'arguments'}, got ${args.length}`, whole);
  }
  args.slice(0, max).forEach((arg, i) => {
    const wanted = signature.args[i] ?? signature.args.at(-1);
    if (wanted && typeOf(arg) !== wanted) report(`"${name}" takes ${names[wanted]}, got ${describe(arg)}`, arg);
  });
}

function bounds({ args, min, max }: Signature): { readonly min: number; readonly max: number } {
  return { min: min ?? args.length, max: max ?? args.length };
}

function aggregate({ op, param, of }: Aggregate, report: Report): void {
  const wanted = aggregations.get(op);
  if (param && wanted && typeOf(param) !== wanted)
    report(`"${op}" takes ${names[wanted]} first, got ${describe(param)}`, param);
  if (typeOf(of) !== 'vector') report(`"${op}" takes an instant vector, got ${describe(of)}`, of);
}

function binary(expr: Binary, report: Report): void {
  const { op, left, right, bool, matching } = expr;
  const sides = [left, right];
  for (const side of sides)
    if (!isNumeric(side)) report(`"${op}" takes numbers and instant vectors, got ${describe(side)}`, side);
  const scalars = sides.filter((side) => typeOf(side) === 'scalar').length;
  if (bool && !isComparison(op)) report(`"bool" belongs to comparisons, not to "${op}"`, expr);
  if (!bool && isComparison(op) && scalars === 2) report(`a comparison of two numbers needs "bool": ${op} bool`, expr);
  if (isSetOperator(op) && scalars > 0) report(`"${op}" joins instant vectors, got a number`, expr);
  if (!matching) return;
  if (scalars > 0 && matching.labels.length > 0)
    report(`"${matching.mode}" matches instant vectors, got a number`, expr);
  if (matching.group && isSetOperator(op)) report(`"group_${matching.group.side}" does not go with "${op}"`, expr);
  const twice = matching.mode === 'on' && matching.group?.include.find((label) => matching.labels.includes(label));
  if (twice) report(`label "${twice}" is matched on and taken over at once`, expr);
}

function isNumeric(expr: Expr): boolean {
  const type = typeOf(expr);
  return type === 'scalar' || type === 'vector';
}

const names: Readonly<Record<ValueType, string>> = {
  scalar: 'a number',
  vector: 'an instant vector',
  matrix: 'a range such as [5m]',
  string: 'a text in quotes',
};

function describe(expr: Expr): string {
  return typeOf(expr) === 'matrix' ? 'a range' : names[typeOf(expr)];
}
