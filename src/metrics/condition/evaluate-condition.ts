import type { Condition, FunctionName, Operator } from './condition.js';

/** What a measurement gave: a list of values, one a series, or, of a query for a scalar, one value. */
export type Result = number | readonly number[];

type Value = Result | boolean;

/** Why a condition has no answer: the controller counts such a measurement as an error. */
export class ConditionError extends Error {}

/** Whether a condition holds of a result. @throws ConditionError where the controller's own evaluation fails. */
export function holds(condition: Condition, result: Result): boolean {
  const value = evaluate(condition, result);
  if (typeof value !== 'boolean') throw new ConditionError('it is neither true nor false');
  return value;
}

function evaluate(condition: Condition, result: Result): Value {
  switch (condition.is) {
    case 'value':
      return condition.value;
    case 'result':
      return result;
    case 'element': {
      if (typeof result === 'number') throw new ConditionError('one number has no elements');
      const element = result[condition.index];
      if (element === undefined) throw new ConditionError(`there is no result[${condition.index}]`);
      return element;
    }
    case 'not':
      return !truth(evaluate(condition.of, result));
    case 'call':
      return call(
        condition.name,
        condition.args.map((arg) => evaluate(arg, result)),
      );
    case 'binary': {
      const left = evaluate(condition.left, result);
      // What decides on the left keeps the right from being looked at: `len(result) == 0 || result[0] > 1`.
      if (condition.operator === '||') return truth(left) || truth(evaluate(condition.right, result));
      if (condition.operator === '&&') return truth(left) && truth(evaluate(condition.right, result));
      return compute(condition.operator, left, evaluate(condition.right, result));
    }
  }
}

function call(name: FunctionName, [first = false, second = false]: readonly Value[]): Value {
  switch (name) {
    case 'len':
      if (typeof first === 'number' || typeof first === 'boolean') throw new ConditionError('one value has no length');
      return first.length;
    case 'isNaN':
      return Number.isNaN(amount(first));
    case 'isInf':
      return Math.abs(amount(first)) === Number.POSITIVE_INFINITY;
    case 'isNil':
      return false;
    case 'default':
      return first ?? second;
    case 'asFloat':
      return amount(first);
    case 'asInt':
      return Math.trunc(amount(first));
  }
}

function compute(operator: Exclude<Operator, '||' | '&&'>, left: Value, right: Value): Value {
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (operator === '==') return left === right;
    if (operator === '!=') return left !== right;
  }
  const [a, b] = [amount(left), amount(right)];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
  }
}

function amount(value: Value): number {
  if (typeof value === 'number') return value;
  throw new ConditionError(typeof value === 'boolean' ? 'true and false are no numbers' : 'a list is no number');
}

function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new ConditionError('a number is neither true nor false');
}
