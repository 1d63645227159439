import { judge, trial } from '../../../src/metrics/condition/judge.js';
import { parseCondition } from '../../../src/metrics/condition/parse-condition.js';

const read = (text: string) => {
  const parsed = parseCondition(text);
  if (!('condition' in parsed)) throw new Error(JSON.stringify(parsed));
  return parsed.condition;
};
const success = (text: string) => ({ success: read(text) });
const failure = (text: string) => ({ failure: read(text) });

it('a list compared with a number is an error each time', () => {
  const { nothing, numbers } = trial(success('result >= 0.95'), 'list');
  expect([nothing, ...numbers]).toEqual(Array(5).fill('Error'));
  expect(trial(success('result >= 0.95'), 'scalar').numbers).toEqual(['Failed', 'Failed', 'Successful', 'Successful']);
});

it('the first element is missing where there is no series', () => {
  expect(judge(success('result[0] >= 0.95'), [])).toBe('Error');
  expect(judge(success('len(result) == 0 || result[0] >= 0.95'), [])).toBe('Successful');
});

it('no number fails a success condition and passes a failure condition', () => {
  expect(judge(success('result[0] >= 0.95'), [Number.NaN])).toBe('Failed');
  expect(judge(failure('result[0] < 0.95'), [Number.NaN])).toBe('Successful');
  expect(judge(success('isNaN(result[0]) || result[0] >= 0.95'), [Number.NaN])).toBe('Successful');
});

it('with both conditions, neither of which holds, it is open', () => {
  const both = { ...success('result[0] >= 0.99'), ...failure('result[0] < 0.9') };
  expect(judge(both, [0.95])).toBe('Inconclusive');
  expect(judge(both, [0.5])).toBe('Failed');
  expect(judge(both, [1])).toBe('Successful');
});

it('without a condition everything passes', () => {
  expect(judge({}, [0])).toBe('Successful');
});
