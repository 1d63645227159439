/**
 * A condition over the result of a measurement, in the part of the expression language that is read here: numbers,
 * `true`, `false`, `result`, `result[n]`, the functions in {@link FUNCTIONS}, `|| && !` and their words, comparisons,
 * `+ - * /`, parentheses.
 * Source: Argo Rollouts, utils/evaluate; expr-lang, "Language Definition".
 */
export type Condition =
  | { readonly is: 'value'; readonly value: number | boolean }
  | { readonly is: 'result' }
  | { readonly is: 'element'; readonly index: number }
  | { readonly is: 'call'; readonly name: FunctionName; readonly args: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'binary'; readonly operator: Operator; readonly left: Condition; readonly right: Condition };

export const OPERATORS = ['||', '&&', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Functions that a condition may call, with the number of their arguments. */
export const FUNCTIONS = { len: 1, isNaN: 1, isInf: 1, isNil: 1, asFloat: 1, asInt: 1, default: 2 } as const;
export type FunctionName = keyof typeof FUNCTIONS;

const POWER: Readonly<Record<Operator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
};

/** How tightly an operator binds: the higher, the tighter. */
export function bindingPower(operator: Operator): number {
  return POWER[operator];
}

/** The condition as text, with parentheses only where they are needed. */
export function formatCondition(condition: Condition): string {
  return write(condition, 0);
}

function write(condition: Condition, outer: number): string {
  switch (condition.is) {
    case 'value':
      return String(condition.value);
    case 'result':
      return 'result';
    case 'element':
      return `result[${condition.index}]`;
    case 'call':
      return `${condition.name}(${condition.args.map((arg) => write(arg, 0)).join(', ')})`;
    case 'not':
      return `!${write(condition.of, 6)}`;
    case 'binary': {
      const power = POWER[condition.operator];
      const text = `${write(condition.left, power)} ${condition.operator} ${write(condition.right, power + 1)}`;
      return power < outer ? `(${text})` : text;
    }
  }
}
