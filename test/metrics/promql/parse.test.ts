import type { Expr } from '../../../src/metrics/promql/ast.js';
import { format, formatInline } from '../../../src/metrics/promql/format.js';
import { parse } from '../../../src/metrics/promql/parse.js';
import { typeOf, typeProblems } from '../../../src/metrics/promql/types.js';
import { newer, refused, valid } from './queries.js';

function problems(query: string): readonly string[] {
  const parsed = parse(query);
  return 'problem' in parsed ? [parsed.problem.message] : typeProblems(parsed.expr).map(({ message }) => message);
}

function tree(query: string): Expr {
  const parsed = parse(query);
  if ('problem' in parsed) throw new Error(`${query}: ${parsed.problem.message}`);
  return parsed.expr;
}

/** Without the places, which differ between two ways to write the same. */
const bare = (expr: Expr): unknown =>
  JSON.parse(JSON.stringify(expr, (key, value) => (key === 'span' ? undefined : value)));

it.each([...valid, ...newer])('takes %j', (query) => expect(problems(query)).toEqual([]));
it.each(refused)('refuses %j', (query) => expect(problems(query)).not.toEqual([]));

it.each([...valid, ...newer])('prints %s so that the same tree is read back', (query) => {
  expect(bare(tree(formatInline(tree(query))))).toEqual(bare(tree(query)));
  expect(bare(tree(format(tree(query))))).toEqual(bare(tree(query)));
});

it('breaks a long query at its operators', () => {
  const errors = 'sum by (namespace, job) (rate(requests_total{status=~"5..", job="waste-api", namespace="api"}[5m]))';
  const all = 'sum by (namespace, job) (rate(requests_total{job="waste-api", namespace="api"}[5m]))';
  expect(format(tree(`${errors} / (${all} > 0) > 0.05 and ${all} > 1`))).toBe(
    `${errors}\n/ (${all} > 0)\n> 0.05\nand ${all} > 1`,
  );
});

it('says where and what', () => {
  expect(parse('sum(rate(x[5m])')).toEqual({
    problem: { message: '")" is missing before the end of the query', span: { from: 15, to: 15 } },
  });
  expect(problems('histogram_quantil(0.9, x)')).toEqual([
    '"histogram_quantil" is no function of PromQL; did you mean "histogram_quantile"?',
  ]);
  expect(problems('rate(x)')).toEqual(['"rate" takes a range such as [5m], got an instant vector']);
  expect(typeOf(tree('1 + 2'))).toBe('scalar');
});

it.each([
  ['rate(x[0s])', 'a duration is longer than none, got 0s'],
  ['x{job=~"("}', expect.stringMatching(/^pattern "\(" is no regular expression: /)],
  ['+x[5m]', 'a plus sign takes a number or an instant vector'],
])('says of %s what is wrong', (query, message) => {
  expect(problems(query)).toEqual([message]);
});
