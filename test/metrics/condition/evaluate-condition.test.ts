import { ConditionError, holds } from '../../../src/metrics/condition/evaluate-condition.js';
import { parseCondition } from '../../../src/metrics/condition/parse-condition.js';

const evaluate = (text: string, result: number | number[]) => {
  const parsed = parseCondition(text);
  if (!('condition' in parsed)) throw new Error(JSON.stringify(parsed));
  return holds(parsed.condition, result);
};

it.each<[string, number | number[], boolean]>([
  ['result[0] * 100 - 1 > 98', [0.995], true],
  ['1 + 2 * 3 == 7', 0, true],
  ['(1 + 2) * 3 == 7', 0, false],
  ['isInf(result)', Number.POSITIVE_INFINITY, true],
  ['asInt(result) == 2', 2.9, true],
  ['-1 < result', 0, true],
  ['true != isNil(result)', 1, true],
  ['default(result, 5) == 1', 1, true],
])('%s of %j is %s', (text, result, expected) => {
  expect(evaluate(text, result)).toBe(expected);
});

it.each<[string, number | number[], string]>([
  ['result[1] > 0', [1], 'there is no result[1]'],
  ['result[0] > 0', 1, 'one number has no elements'],
  ['len(result) > 0', 1, 'one value has no length'],
  ['result', 1, 'it is neither true nor false'],
  ['result || true', 1, 'a number is neither true nor false'],
  ['true > 0', 1, 'true and false are no numbers'],
])('%s of %j has no answer', (text, result, message) => {
  expect(() => evaluate(text, result)).toThrow(new ConditionError(message));
});
