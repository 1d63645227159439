import { didYouMean } from '../../values/did-you-mean.js';
import { parseDuration } from '../../values/duration.js';
import type { NumberLiteral, Span } from './ast.js';
import { aggregations, functions } from './functions.js';
import { SyntaxProblem, type Token, tokens } from './tokens.js';

const nothing: Token = { kind: 'end', text: '', span: { from: 0, to: 0 } };

/** Reads the tokens of a query one by one. Everything that it refuses, it throws as a SyntaxProblem. */
export class Cursor {
  private readonly list: readonly Token[];
  private at = 0;

  constructor(query: string) {
    this.list = tokens(query);
  }

  peek(ahead = 0): Token {
    return this.list[this.at + ahead] ?? this.list.at(-1) ?? nothing;
  }

  next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  /** Where the token before this one ends. */
  before(): number {
    return this.list[this.at - 1]?.span.to ?? 0;
  }

  is(symbol: string): boolean {
    return this.isAt(0, symbol);
  }

  isAt(ahead: number, symbol: string): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  isWordAt(ahead: number, ...words: readonly string[]): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'word' && words.includes(text.toLowerCase());
  }

  /** Takes the next token if it is one of these symbols. */
  symbol(...symbols: readonly string[]): Token | undefined {
    return symbols.some((symbol) => this.is(symbol)) ? this.next() : undefined;
  }

  /** Takes the next token if it is one of these words, in any case of letters. */
  word<Word extends string>(...words: readonly Word[]): Word | undefined {
    const found = words.find((word) => this.isWordAt(0, word));
    if (found !== undefined) this.next();
    return found;
  }

  expect(symbol: string): Span {
    const token = this.symbol(symbol);
    if (!token) throw this.unexpected(`"${symbol}"`);
    return token.span;
  }

  /** A label, bare or in quotes. */
  label(): string {
    const { kind, text } = this.peek();
    if (kind !== 'string' && !(kind === 'word' && !text.includes(':'))) throw this.unexpected('a label');
    return this.next().text;
  }

  /** A length of time: `5m`, or seconds as Prometheus 3 takes them. */
  duration(): string {
    const { kind, text, span } = this.peek();
    if (kind !== 'duration' && kind !== 'number') throw this.unexpected('a duration such as 5m');
    if (kind === 'duration' && !((parseDuration(text) ?? 0) > 0))
      throw new SyntaxProblem({ message: `a duration is longer than none, got ${text}`, span });
    return this.next().text;
  }

  numberOf({ kind, text, span }: Token): NumberLiteral {
    if (kind === 'duration') return { kind: 'number', value: parseDuration(text) ?? 0, text, span };
    const special: Readonly<Record<string, number>> = { inf: Number.POSITIVE_INFINITY, nan: Number.NaN };
    const value = special[text.toLowerCase()] ?? Number(text.replaceAll('_', ''));
    return { kind: 'number', value, ...(/[x_]/i.test(text) ? { text } : {}), span };
  }

  unexpected(wanted: string): SyntaxProblem {
    const { kind, text, span } = this.peek();
    const got = kind === 'end' ? 'the end of the query' : `"${text}"`;
    return new SyntaxProblem({ message: `${wanted} is missing before ${got}`, span });
  }

  unknownFunction(): SyntaxProblem {
    const { text, span } = this.peek();
    const near = didYouMean(text, [...functions.keys(), ...aggregations.keys()]);
    return new SyntaxProblem({
      message: `"${text}" is no function of PromQL${near ? `; did you mean "${near}"?` : ''}`,
      span,
    });
  }
}
