/** What ends a part of a script that is read as one word. */
type End = ')' | '}' | '"' | '`' | undefined;

/**
 * The sign that a script opens and never closes: a quote, `$(`, `${`; undefined where all are closed, or where that is not
 * certain.
 * @param code without the lines of its here-documents, and without expressions of GitHub
 * Source: POSIX, Shell Command Language, 2.2 Quoting and 2.6 Word Expansions.
 */
export function leftOpen(code: string): string | undefined {
  // Patterns of a case end in a bracket that nothing opens.
  const isSure = !/\$\([^)]*\bcase\b/.test(code);
  const open = new QuoteReader(code).upTo(undefined, '');
  return isSure ? open : undefined;
}

class QuoteReader {
  private at = 0;

  constructor(private readonly code: string) {}

  /** Reads to the end of what was opened; the sign that stays open below it, if one does. */
  upTo(end: End, opener: string): string | undefined {
    while (this.at < this.code.length) {
      const here = this.code[this.at] ?? '';
      if (here === '\\') this.at += 2;
      else if (here === end) {
        this.at += 1;
        return undefined;
      } else {
        const open = this.next(here, end);
        if (open !== undefined) return open;
      }
    }
    return end === undefined ? undefined : opener;
  }

  /** Reads one sign, and what it opens. */
  private next(here: string, end: End): string | undefined {
    const inText = end === '"';
    const two = this.code.slice(this.at, this.at + 2);
    if (two === '$(' || two === '${') return this.inside(2, two === '$(' ? ')' : '}', two);
    if (here === '"') return this.inside(1, '"', '"');
    if (here === '`') return this.inside(1, '`', '`');
    if (two === "$'" && !inText) return this.skip(/\$'(?:\\[\s\S]|[^'\\])*'/y, "$'");
    if (here === "'" && !inText && end !== '}') return this.skip(/'[^']*'/y, "'");
    if (here === '(' && !inText && end === ')') return this.inside(1, ')', '(');
    if (
      here === '#' &&
      !inText &&
      end !== '}' &&
      /(?:^|[\s;&|()])$/.test(this.code.slice(Math.max(0, this.at - 1), this.at))
    )
      return this.skip(/[^\n]*/y, '');
    this.at += 1;
    return undefined;
  }

  private inside(length: number, end: End, opener: string): string | undefined {
    this.at += length;
    return this.upTo(end, opener);
  }

  private skip(what: RegExp, opener: string): string | undefined {
    what.lastIndex = this.at;
    const [found] = what.exec(this.code) ?? [];
    if (found === undefined) return opener;
    this.at += found.length;
    return undefined;
  }
}
