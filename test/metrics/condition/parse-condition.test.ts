import { parseCondition } from '../../../src/metrics/condition/parse-condition.js';

it.each(['result >= 0.95', 'result[0] > 1e9', 'not isNaN(result[0]) and default(result[0], 0) < .5', 'len(result)==0'])(
  'reads %s',
  (text) => {
    expect(parseCondition(text)).toHaveProperty('condition');
  },
);

it.each([
  ['', 'the expression ends too early'],
  ['result >=', 'the expression ends too early'],
  ['result = 1', '"=" is no comparison: "==" is'],
  ['result >= 0.95)', '")" follows a complete expression'],
  ['(result >= 0.95', 'the expression ends too early'],
  ['results[0] > 1', '"results" is not known: a condition is about "result"'],
  ['len(result, 1) > 0', '"len" takes 1, not 2'],
  ['result 0.95', '"0.95" follows a complete expression'],
])('says what is wrong with %j', (text, wrong) => {
  expect(parseCondition(text)).toEqual({ wrong });
});

it.each([
  ['result.status == "ok"', '"."'],
  ['all(result, {# > 0.5})', '"{"'],
  ['result[0] > 1 ? true : false', '"?"'],
])('says that %j is beyond it', (text, beyond) => {
  expect(parseCondition(text)).toEqual({ beyond });
});
