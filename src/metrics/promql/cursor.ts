import { didYouMean } from '../../values/did-you-mean.js';
import { parseDuration } from '../../values/duration.js';
import type { NumberLiteral, Span } from './ast.js';
import { aggregations, functions } from './functions.js';
import { SyntaxProblem, type Token, tokens } from './tokens.js';

const nothing: Token = { kind: 'end', text: '', from: 0, to: 0 };

/** Reads the tokens of a query one by one. Everything that it refuses, it throws as a SyntaxProblem. */
export class Cursor {
  private readonly list: readonly Token[];
  private at = 0;
  /** The next one. */
  private token: Token;

  constructor(query: string) {
    this.list = tokens(query);
    this.token = this.list[0] ?? nothing;
  }

  peek(): Token {
    return this.token;
  }

  next(): Token {
    const { token } = this;
    this.at += 1;
    this.token = this.list[this.at] ?? token;
    return token;
  }

  /** Where the token before this one ends. */
  before(): number {
    return this.list[this.at - 1]?.to ?? 0;
  }

  is(symbol: string): boolean {
    const { kind, text } = this.token;
    return text === symbol && kind === 'symbol';
  }

  /** The token behind the next one. */
  second(): Token {
    return this.list[this.at + 1] ?? this.token;
  }

  /** Takes the next token if it is this symbol, or the other. */
  symbol(one: string, other = one): Token | undefined {
    const { kind, text } = this.token;
    return kind === 'symbol' && (text === one || text === other) ? this.next() : undefined;
  }

  /** Takes the next token if it is this word, or the other, in any case of letters. */
  word<Word extends string>(one: Word, other = one): Word | undefined {
    const { kind, text } = this.token;
    if (kind !== 'word') return undefined;
    const name = text.toLowerCase();
    if (name !== one && name !== other) return undefined;
    this.next();
    return name === one ? one : other;
  }

  expect(symbol: string): Token {
    if (!this.is(symbol)) throw this.unexpected(`"${symbol}"`);
    return this.next();
  }

  /** A label, bare or in quotes. */
  label(): string {
    const { kind, text } = this.peek();
    if (kind !== 'string' && !(kind === 'word' && !text.includes(':'))) throw this.unexpected('a label');
    return this.next().text;
  }

  /** A length of time: `5m`, or seconds as Prometheus 3 takes them. */
  duration(): string {
    const token = this.peek();
    const { kind, text } = token;
    if (kind !== 'duration' && kind !== 'number') throw this.unexpected('a duration such as 5m');
    if (kind === 'duration' && !((parseDuration(text) ?? 0) > 0))
      throw new SyntaxProblem({ message: `a duration is longer than none, got ${text}`, span: spanOf(token) });
    return this.next().text;
  }

  numberOf(token: Token): NumberLiteral {
    const { kind, text } = token;
    const span = spanOf(token);
    if (kind === 'duration') return { kind: 'number', value: parseDuration(text) ?? 0, text, span };
    const special: Readonly<Record<string, number>> = { inf: Number.POSITIVE_INFINITY, nan: Number.NaN };
    const value = special[text.toLowerCase()] ?? Number(text.replaceAll('_', ''));
    return { kind: 'number', value, ...(/[x_]/i.test(text) ? { text } : {}), span };
  }

  unexpected(wanted: string): SyntaxProblem {
    const token = this.peek();
    const { kind, text } = token;
    const got = kind === 'end' ? 'the end of the query' : `"${text}"`;
    return new SyntaxProblem({ message: `${wanted} is missing before ${got}`, span: spanOf(token) });
  }

  unknownFunction(): SyntaxProblem {
    const token = this.peek();
    const { text } = token;
    const near = didYouMean(text, [...functions.keys(), ...aggregations.keys()]);
    return new SyntaxProblem({
      message: `"${text}" is no function of PromQL${near ? `; did you mean "${near}"?` : ''}`,
      span: spanOf(token),
    });
  }
}

/** Where a token stands. */
export function spanOf({ from, to }: Token): Span {
  return { from, to };
}
