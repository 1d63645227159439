import { didYouMean } from '../../values/did-you-mean.js';

/** What is wrong with an expression, and what may have been meant. */
export interface ExpressionProblem {
  readonly message: string;
  readonly fix: string;
}

const TOKEN =
  /\s+|('(?:[^']|'')*'|0x[\da-fA-F]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_][\w-]*|&&|\|\||[!=<>]=|[!<>()[\].,*])|([\s\S])/g;
const OPERATORS: ReadonlySet<string> = new Set(['&&', '||', '==', '!=', '<', '<=', '>', '>=']);
const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', '=': '==', '&': '&&', '|': '||' };
// Source: GitHub, "Evaluate expressions": operators, functions, status check functions.
const FUNCTIONS =
  'contains startsWith endsWith format join toJSON fromJSON hashFiles always success failure cancelled case'.split(' ');

/**
 * The first thing in an expression that GitHub cannot read, or a function that is a slip of one there is: one that is
 * nearly none of them may be newer than this list. Nothing is said of an expression whose quotes or braces
 * do not end.
 */
export function expressionProblem(expression: string): ExpressionProblem | undefined {
  if (expression === '' || /"|\$\{\{/.test(expression) || (expression.match(/'/g) ?? []).length % 2 === 1)
    return undefined;
  const tokens = [...expression.matchAll(TOKEN)].flatMap(([, token, stray]) => token ?? stray ?? []);
  const at = operand(tokens, 0);
  if (typeof at !== 'number') return at;
  return at < tokens.length ? unexpected(tokens, at) : undefined;
}

/** What may stand alone: contexts as a whole, and literals. Source: GitHub, "Evaluate expressions": literals. */
const NAMES: ReadonlySet<string> = new Set(
  'github env vars job jobs steps runner secrets strategy matrix needs inputs true false null nan infinity'.split(' '),
);

function unnamed(name: string): ExpressionProblem {
  return { message: `there is no "${name}"`, fix: `Write '${name}' where the text is meant, or name a context.` };
}

type Read = number | ExpressionProblem;

/** Reads operands and the operators between them; gives the place after the last. */
function operand(tokens: readonly string[], from: number): Read {
  let at = from;
  while (tokens[at] === '!') at += 1;
  const after = primary(tokens, at);
  if (typeof after !== 'number' || !OPERATORS.has(tokens[after] ?? '')) return after;
  return operand(tokens, after + 1);
}

function primary(tokens: readonly string[], at: number): Read {
  const token = tokens[at] ?? '';
  if (token === '(') return parts(tokens, at, operand(tokens, at + 1));
  if (/^['\d.+-]./.test(token) || /^\d/.test(token)) return at + 1;
  if (!/^[A-Za-z_]/.test(token) || (token === 'not' && tokens[at + 1] !== '.')) return unexpected(tokens, at);
  if (tokens[at + 1] !== '(') {
    const isAlone = tokens[at + 1] !== '.' && tokens[at + 1] !== '[';
    if (isAlone && !NAMES.has(token.toLowerCase())) return unnamed(token);
    return parts(tokens, at, at + 1);
  }
  const known = FUNCTIONS.some((name) => name.toLowerCase() === token.toLowerCase());
  const near = known ? undefined : didYouMean(token, FUNCTIONS);
  if (near) return { message: `there is no function "${token}"`, fix: `Did you mean ${near}?` };
  return tokens[at + 2] === ')' ? parts(tokens, at, at + 3) : parts(tokens, at + 1, list(tokens, at + 2));
}

/** Arguments, up to the bracket that ends them. */
function list(tokens: readonly string[], from: number): Read {
  const at = operand(tokens, from);
  return typeof at === 'number' && tokens[at] === ',' ? list(tokens, at + 1) : at;
}

/** Closes what was opened with a parenthesis at `open`, and reads what follows: `.name`, `.*`, `[…]`. */
function parts(tokens: readonly string[], open: number, inner: Read): Read {
  if (typeof inner !== 'number') return inner;
  const isOpen = tokens[open] === '(';
  if (isOpen && tokens[inner] !== ')') return unexpected(tokens, inner);
  let at = isOpen ? inner + 1 : inner;
  for (;;) {
    if (tokens[at] === '.' && /^[A-Za-z_*]/.test(tokens[at + 1] ?? '')) at += 2;
    else if (tokens[at] === '[') {
      const index: Read = tokens[at + 1] === '*' ? at + 2 : operand(tokens, at + 1);
      if (typeof index !== 'number') return index;
      if (tokens[index] !== ']') return unexpected(tokens, index);
      at = index + 1;
    } else return at;
  }
}

function unexpected(tokens: readonly string[], at: number): ExpressionProblem {
  const token = tokens[at];
  if (token === undefined) {
    const count = (one: string) => tokens.filter((other) => other === one).length;
    return count('(') > count(')')
      ? { message: 'a parenthesis does not close', fix: 'Write the ) that is missing.' }
      : { message: 'it ends where a value is expected', fix: 'Write the value, or delete the operator.' };
  }
  if (token === ')')
    return { message: 'a ) closes nothing, or nothing stands before it', fix: 'Delete it, or open it.' };
  const meant = Object.hasOwn(WORDS, token) ? WORDS[token] : undefined;
  return {
    message: `"${token}" is not expected there`,
    fix: meant
      ? `Write ${meant} instead of ${token}.`
      : 'Put an operator between two values: == != && ||; texts stand in single quotes.',
  };
}
