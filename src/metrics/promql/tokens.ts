import type { Problem, Span } from './ast.js';

export type TokenKind = 'word' | 'number' | 'duration' | 'string' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a string, what it means. */
  readonly text: string;
  readonly span: Span;
}

/** Thrown inside the parser alone. */
export class SyntaxProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const blank = /(?:\s|#[^\n]*)+/y;
const duration =
  /(?=\d+(?:ms|[ywdhms]))(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?(?![A-Za-z0-9_])/y;
const number = /(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_])/y;
const word = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;
const symbol = /=~|!~|==|!=|<=|>=|[-+*/%^<>=@()[\]{},:]/y;

type Pattern = readonly [TokenKind | 'space', RegExp];

/** What a token may be, by its first character: trying all in turn takes several times as long. */
const patterns = new Map<string, readonly Pattern[]>();
function begin(characters: string, ...which: readonly Pattern[]): void {
  for (const character of characters) patterns.set(character, which);
}
begin(' \t\n\r#', ['space', blank]);
begin('0123456789.', ['duration', duration], ['number', number]);
begin('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', ['word', word]);
begin('"\'`', ['string', quoted]);
begin('=!<>-+*/%^@()[]{},', ['symbol', symbol]);
begin(':', ['word', word], ['symbol', symbol]);
/** Other white space there is. */
const others: readonly Pattern[] = [['space', blank]];

/** Cuts a query into tokens; the last is `end`. @throws SyntaxProblem */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  let inRange = false;
  while (at < query.length) {
    const next = tokenAt(query, at, inRange);
    // Elsewhere a colon begins or continues a name: `job:requests:rate5m`.
    if (next.text === '[') inRange = true;
    else if (next.text === ']') inRange = false;
    if (next.kind !== 'space') found.push({ kind: next.kind, text: next.text, span: { from: at, to: next.to } });
    at = next.to;
  }
  found.push({ kind: 'end', text: '', span: { from: query.length, to: query.length } });
  return found;
}

function tokenAt(query: string, at: number, inRange: boolean): { kind: TokenKind | 'space'; text: string; to: number } {
  for (const [kind, pattern] of patterns.get(query[at] ?? '') ?? others) {
    if (inRange && kind === 'word') continue;
    pattern.lastIndex = at;
    const written = pattern.exec(query)?.[0];
    if (!written) continue;
    const span = { from: at, to: at + written.length };
    return { kind, text: kind === 'string' ? unquote(written, span) : written, to: span.to };
  }
  const quote = /["'`]/.test(query[at] ?? '');
  throw new SyntaxProblem({
    message: quote ? 'a string does not end' : `"${query.slice(at, at + 12)}" is no PromQL`,
    span: { from: at, to: quote ? query.length : at + 1 },
  });
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** What a Go string literal means. Source: Go, strconv.Unquote, which Prometheus follows. */
function unquote(literal: string, span: Span): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs,
    (written, code: string, index: number) => {
      const known = escapes[code];
      if (known !== undefined) return known;
      const point = /^[xuU]./.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8);
      if (code.length > 1 && point <= 0x10ffff) return String.fromCodePoint(point);
      const from = span.from + 1 + index;
      throw new SyntaxProblem({
        message: `"${written}" is no escape of a string: write a backslash twice`,
        span: { from, to: from + written.length },
      });
    },
  );
}
