import { combine, type Input, plain } from '../../construct/traced.js';
import { type Condition, formatCondition } from '../../metrics/condition/condition.js';

/** On which side of a number a result must lie. */
export interface Bound {
  readonly side: 'at least' | 'at most';
  readonly limit: Input<number>;
}

/**
 * What no traffic means. `pass`: nobody was hurt. `fail`: silence is a fault. `pause`: someone must look.
 */
export type NoTraffic = 'pass' | 'fail' | 'pause';

const first: Condition = { is: 'element', index: 0 };
const count: Condition = { is: 'call', name: 'len', args: [{ is: 'result' }] };
const none: Condition = { is: 'binary', operator: '==', left: count, right: { is: 'value', value: 0 } };
const some: Condition = { is: 'binary', operator: '>', left: count, right: { is: 'value', value: 0 } };
const notANumber: Condition = { is: 'call', name: 'isNaN', args: [first] };

const both = (left: Condition, right: Condition): Condition => ({ is: 'binary', operator: '&&', left, right });
const either = (left: Condition, right: Condition): Condition => ({ is: 'binary', operator: '||', left, right });

/** The conditions of a query that gives one series, or none where nobody asked. */
export function thresholdConditions(
  bound: Bound,
  noTraffic: Input<NoTraffic>,
): { readonly successCondition: Input<string>; readonly failureCondition?: Input<string> } {
  const [good, bad] = bound.side === 'at most' ? (['<=', '>'] as const) : (['>=', '<'] as const);
  const compare = (operator: '<=' | '>' | '>=' | '<', value: number): Condition => ({
    is: 'binary',
    operator,
    left: first,
    right: { is: 'value', value },
  });
  const success = (value: number): Condition => {
    const within = compare(good, value);
    return plain(noTraffic) === 'pass' ? either(either(none, notANumber), within) : both(some, within);
  };
  const write = (condition: (value: number) => Condition) =>
    combine([bound.limit, noTraffic], (value: number, _: NoTraffic) => formatCondition(condition(value)));
  return {
    successCondition: write(success),
    // Neither of the two holds of no number: such a measurement is open, and the rollout waits.
    ...(plain(noTraffic) === 'pause' && { failureCondition: write((value) => both(some, compare(bad, value))) }),
  };
}
