import type { Finding } from '../../diagnostic/diagnostic.js';
import { withoutTexts } from '../source/source-shape.js';

const closes: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A bracket or a quote without its other half. */
export interface Half {
  readonly mark: string;
  readonly line: number;
  readonly column: number;
  /** Whether it is the second half. */
  readonly isEnd?: true;
}

/**
 * The bracket or quote that has no other half, where the compiler only says where it noticed: a bracket that another one
 * meets, or one that stands first on its line, further left or right than the line that opened it.
 * Undefined where all are closed.
 */
export function unclosed(text: string): Half | undefined {
  const open: (Half & { readonly indent: number })[] = [];
  for (const [i, written] of withoutLongTexts(text).split(/\r?\n/).entries()) {
    const line = i + 1;
    const code = withoutTexts(written);
    const quote = /['"]/.exec(code);
    if (quote) return { mark: quote[0], line, column: quote.index + 1 };
    const indent = written.search(/\S/);
    for (const { 0: mark, index } of code.matchAll(/[()[\]{}]/g)) {
      const column = index + 1;
      if (closes[mark] !== undefined) {
        open.push({ mark, line, column, indent });
        continue;
      }
      const last = open.pop();
      if (!last) return { mark, line, column, isEnd: true };
      const isElsewhere = index === indent && last.line < line && last.indent !== indent;
      if (closes[last.mark] !== mark || isElsewhere) return last;
    }
  }
  return open.at(-1);
}

/** Comments and templates of several lines hold no code. */
function withoutLongTexts(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|`(?:[^`\\]|\\[\s\S])*`/g, (long) => long.replace(/[^\n]/g, ' '));
}

/** One finding for the mistakes of syntax of a file, which the compiler tells one after the other. */
export function unclosedFinding(file: string, text: string): Finding | undefined {
  const found = unclosed(text);
  if (!found) return undefined;
  const { mark, line, column, isEnd } = found;
  return {
    rule: 'type-error',
    severity: 'error',
    message: isEnd ? `this ${mark} closes nothing` : `this ${mark} is not closed`,
    at: { file, line, column, length: 1 },
    why: 'Nothing of the file can be read, and nothing is done before the fleet type-checks.',
    fix: isEnd ? 'Take it out.' : `Add ${closes[mark] ?? mark} where it ends.`,
  };
}
