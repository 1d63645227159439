import type { Problem } from './ast.js';

export type TokenKind = 'word' | 'number' | 'duration' | 'string' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a string, what it means. */
  readonly text: string;
  /** Where it stands, as in a `Span`. */
  readonly from: number;
  readonly to: number;
}

/** Thrown inside the parser alone. */
export class SyntaxProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const blank = /(?:\s|#[^\n]*)+/;
const word = /[A-Za-z_:][A-Za-z0-9_:]*/;
const symbol = /=~|!~|==|!=|<=|>=|[-+*/%^<>=@()[\]{},]/;
const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/;
const duration =
  /(?=\d+(?:ms|[ywdhms]))(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?(?![A-Za-z0-9_])/;
const number = /(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_])/;
/** A character that begins nothing, or goes on otherwise than what it begins. */
const rest = /[\s\S]/;

/** What a query is cut into at once: to ask anew at each place takes several times as long. */
const piece = new RegExp(
  [blank, word, symbol, quoted, duration, number, rest].map(({ source }) => source).join('|'),
  'g',
);

/** What a piece is, by the code of its first character; other white space there is, too. */
const kinds: (TokenKind | 'space' | undefined)[] = Array(128).fill(undefined);
function begin(characters: string, kind: TokenKind | 'space'): void {
  for (let i = 0; i < characters.length; i++) kinds[characters.charCodeAt(i)] = kind;
}
begin(' \t\n\r#', 'space');
begin('0123456789.', 'number');
begin('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:', 'word');
begin('"\'`', 'string');
begin('=!<>-+*/%^@()[]{},', 'symbol');

/** Cuts a query into tokens; the last is `end`. @throws SyntaxProblem */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  let pieces = query.match(piece) ?? [];
  let from = 0;
  let inRange = false;
  for (let i = 0; i < pieces.length; i++) {
    let text = pieces[i] ?? '';
    let kind = kindOf(text, query, from);
    if (inRange && kind === 'word') {
      // Elsewhere a colon begins or continues a name: `job:requests:rate5m`.
      if (text[0] !== ':') throw unreadable(query, from);
      [text, kind] = [':', 'symbol'];
      [pieces, i] = [query.slice(from + 1).match(piece) ?? [], -1];
    }
    if (kind === undefined) throw unreadable(query, from);
    if (text === '[') inRange = true;
    else if (text === ']') inRange = false;
    const to = from + text.length;
    if (kind !== 'space') found.push({ kind, text: kind === 'string' ? unquote(text, from) : text, from, to });
    from = to;
  }
  found.push({ kind: 'end', text: '', from, to: from });
  return found;
}

/** Undefined for what no token is. */
function kindOf(text: string, query: string, at: number): TokenKind | 'space' | undefined {
  const kind = kinds[text.charCodeAt(0)];
  switch (kind) {
    case 'number':
      if (text === '.' || /^\w/.test(query.charAt(at + text.length))) return undefined;
      return /^(?!0[xX]).*[a-z]$/.test(text) ? 'duration' : 'number';
    case 'string':
      return text.length > 1 ? kind : undefined;
    case 'symbol':
      return text === '!' ? undefined : kind;
    case undefined:
      return /^\s/.test(text) ? 'space' : undefined;
    default:
      return kind;
  }
}

function unreadable(query: string, at: number): SyntaxProblem {
  const quote = /["'`]/.test(query[at] ?? '');
  return new SyntaxProblem({
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
function unquote(literal: string, at: number): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`') || !inner.includes('\\')) return inner;
  return inner.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs,
    (written, code: string, index: number) => {
      const known = escapes[code];
      if (known !== undefined) return known;
      const point = /^[xuU]./.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8);
      if (code.length > 1 && point <= 0x10ffff) return String.fromCodePoint(point);
      const from = at + 1 + index;
      throw new SyntaxProblem({
        message: `"${written}" is no escape of a string: write a backslash twice`,
        span: { from, to: from + written.length },
      });
    },
  );
}
