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

const duration = '(?:\\d+y)?(?:\\d+w)?(?:\\d+d)?(?:\\d+h)?(?:\\d+m(?!s))?(?:\\d+s)?(?:\\d+ms)?';
const patterns: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /(?:\s|#[^\n]*)+/y],
  ['duration', new RegExp(`(?=\\d+(?:ms|[ywdhms]))${duration}(?![A-Za-z0-9_])`, 'y')],
  ['number', /(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_])/y],
  ['word', /[A-Za-z_:][A-Za-z0-9_:]*/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y],
  ['symbol', /=~|!~|==|!=|<=|>=|[-+*/%^<>=@()[\]{},:]/y],
];

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
  for (const [kind, pattern] of patterns) {
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
