import { parse } from '../../../src/metrics/promql/parse.js';
import { isGrouped, presentLabels } from '../../../src/metrics/promql/present-labels.js';

const known = new Map([['requests_total', new Set(['job', 'instance', 'status'])]]);
const read = (query: string) => {
  const parsed = parse(query);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.expr;
};

it.each([
  ['requests_total', ['instance', 'job']],
  ['x{a="b", c!="", d=~".+", e!~".*", f="", g=~".*", h!="i"}', ['a', 'c', 'd', 'e']],
  ['rate(x{a="b"}[5m]) > 1', ['a']],
  ['sum by (a) (x)', ['a']],
  ['sum without (a) (x{a="b", c="d"})', ['c']],
  ['sum(x{a="b"})', []],
  ['topk(3, x{a="b"})', ['a']],
  ['x{a="b"} or y{a="b", c="d"}', ['a']],
  ['x{a="b"} and y{c="d"}', ['a']],
  ['x{a="b"} * y{c="d"}', ['a', 'c']],
  ['x{a="b"} * on (a) y{c="d"}', []],
  ['histogram_quantile(0.9, x{le="1", a="b"})', ['a']],
  ['label_replace(x{a="b", c="d"}, "a", "", "", "")', ['c']],
  ['absent(x{a="b"})', ['a']],
  ['vector(1)', []],
])('every series of %s has %j', (query, labels) => {
  expect([...presentLabels(read(query), (metric) => known.get(metric))].sort()).toEqual(labels);
});

it.each([
  ['sum(x)', true],
  ['1 - sum by (a) (x)', true],
  ['abs(sum by (a) (x)) > 1', true],
  ['vector(1)', true],
  ['x', false],
  ['sum without (a) (x)', false],
  ['topk(1, x)', false],
  ['sum(x) or y', false],
  ['label_replace(sum(x), "a", "b", "", "")', false],
])('the labels of %s are known one by one: %s', (query, expected) => {
  expect(isGrouped(read(query))).toBe(expected);
});
