import { bindingPower, type Condition, FUNCTIONS, type FunctionName, OPERATORS, type Operator } from './condition.js';

/** A condition that was read, or why it was not. */
export type ParsedCondition =
  | { readonly condition: Condition }
  /** No expression at all: the controller cannot read it either. */
  | { readonly wrong: string }
  /** Perhaps right, but outside the part of the language that is read here. */
  | { readonly beyond: string };

/** Reads a condition. */
export function parseCondition(text: string): ParsedCondition {
  try {
    const tokens = tokenize(text);
    const reader = new Reader(tokens);
    const condition = reader.expression(0);
    const rest = reader.peek();
    if (rest !== undefined) throw new Wrong(`"${rest}" follows a complete expression`);
    return { condition };
  } catch (error) {
    if (error instanceof Beyond) return { beyond: error.message };
    if (error instanceof Wrong) return { wrong: error.message };
    throw error;
  }
}

class Wrong extends Error {}
class Beyond extends Error {}

const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[-+*/<>!()[\],]))/y;
const STRANGE = /\s*(["'`{}#?.:%^|=~$@\\])/y;
const WORDS = new Map([
  ['or', '||'],
  ['and', '&&'],
  ['not', '!'],
]);

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.trimEnd().length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) {
      STRANGE.lastIndex = at;
      const strange = STRANGE.exec(text)?.[1];
      // One `=` and one `|` are no operators there either, whatever follows.
      if (strange === '=') throw new Wrong('"=" is no comparison: "==" is');
      if (strange !== undefined && /["'`]/.test(strange) && text.indexOf(strange, STRANGE.lastIndex) < 0)
        throw new Wrong(`the text that ${strange} begins has no end`);
      if (strange !== undefined) throw new Beyond(`"${strange}"`);
      throw new Wrong(`"${text.slice(at).trim()[0]}" is no part of an expression`);
    }
    const [, number, word, sign] = found;
    tokens.push(number ?? (word === undefined ? sign : (WORDS.get(word) ?? word)) ?? '');
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const isOperator = (token: string | undefined): token is Operator => OPERATORS.some((one) => one === token);
const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);

class Reader {
  #at = 0;
  constructor(private readonly tokens: readonly string[]) {}

  peek(): string | undefined {
    return this.tokens[this.#at];
  }

  expression(power: number): Condition {
    let left = this.#operand();
    for (let operator = this.peek(); isOperator(operator); operator = this.peek()) {
      const own = bindingPower(operator);
      if (own <= power) break;
      this.#at += 1;
      left = { is: 'binary', operator, left, right: this.expression(own) };
    }
    return left;
  }

  #operand(): Condition {
    const token = this.#next();
    if (token === '(') {
      const inner = this.expression(0);
      this.#expect(')');
      return inner;
    }
    if (token === '!') return { is: 'not', of: this.#operand() };
    if (token === '-') {
      const value = Number(this.#next());
      if (Number.isNaN(value)) throw new Wrong('"-" stands before no number');
      return { is: 'value', value: -value };
    }
    if (/^[\d.]/.test(token)) return { is: 'value', value: Number(token) };
    if (token === 'true' || token === 'false') return { is: 'value', value: token === 'true' };
    if (token === 'result') return this.#result();
    if (isFunction(token)) return { is: 'call', name: token, args: this.#arguments(token) };
    if (/^\w/.test(token)) {
      const meant = Object.keys(FUNCTIONS).find((name) => name.toLowerCase() === token.toLowerCase());
      if (this.peek() === '(' && meant) throw new Wrong(`the function "${token}" is called "${meant}"`);
      if (this.peek() === '(') throw new Beyond(`the function "${token}"`);
      throw new Wrong(`"${token}" is not known: a condition is about "result"`);
    }
    throw new Wrong(`"${token}" stands where a value should`);
  }

  #result(): Condition {
    if (this.peek() !== '[') return { is: 'result' };
    this.#at += 1;
    const index = this.#next();
    if (!/^\d+$/.test(index)) throw new Beyond('an index that is no number');
    this.#expect(']');
    return { is: 'element', index: Number(index) };
  }

  #arguments(name: FunctionName): Condition[] {
    this.#expect('(');
    const args = [this.expression(0)];
    while (this.peek() === ',') {
      this.#at += 1;
      args.push(this.expression(0));
    }
    this.#expect(')');
    if (args.length !== FUNCTIONS[name]) throw new Wrong(`"${name}" takes ${FUNCTIONS[name]}, not ${args.length}`);
    return args;
  }

  #next(): string {
    const token = this.peek();
    if (token === undefined) throw new Wrong('the expression ends too early');
    this.#at += 1;
    return token;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) throw new Wrong(`"${found}" stands where "${token}" should`);
  }
}
