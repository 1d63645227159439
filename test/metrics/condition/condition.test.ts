import fc from 'fast-check';
import { type Condition, formatCondition, OPERATORS } from '../../../src/metrics/condition/condition.js';
import { parseCondition } from '../../../src/metrics/condition/parse-condition.js';

const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.record({ is: fc.constant('value' as const), value: fc.oneof(fc.boolean(), fc.nat()) }),
    fc.constant({ is: 'result' as const }),
    fc.record({ is: fc.constant('element' as const), index: fc.nat(3) }),
    fc.record({ is: fc.constant('not' as const), of: tie('condition') }),
    fc.record({
      is: fc.constant('call' as const),
      name: fc.constant('len' as const),
      args: fc.tuple(tie('condition')),
    }),
    fc.record({
      is: fc.constant('binary' as const),
      operator: fc.constantFrom(...OPERATORS),
      left: tie('condition'),
      right: tie('condition'),
    }),
  ),
})).condition;

it('reads what it writes', () => {
  fc.assert(
    fc.property(conditions, (condition) => {
      expect(parseCondition(formatCondition(condition))).toEqual({ condition });
    }),
  );
});

it('writes parentheses only where they are needed', () => {
  const read = parseCondition('(len(result) == 0) || ((result[0] >= 0.95) && !(result[0] > 2))');
  expect('condition' in read && formatCondition(read.condition)).toBe(
    'len(result) == 0 || result[0] >= 0.95 && !(result[0] > 2)',
  );
});
