import type { Expr } from '../../metrics/promql/ast.js';
import { parse } from '../../metrics/promql/parse.js';
import { treeOf } from '../../metrics/promql/written.js';

/** A query as it was read. */
export interface ReadQuery {
  /** Undefined where it cannot be read, or has variables that only the asker fills in. */
  readonly expr: Expr | undefined;
  readonly problem: string | undefined;
}

/** Reading says the same of the same text, and environments ask the same: each text is read once. */
const readings = new Map<string, ReadQuery>();

/** Reads a query of Prometheus as somebody wrote it, with the variables of who asks it. */
export function readQuery(text: string): ReadQuery {
  const known = readings.get(text) ?? readAnew(text);
  readings.set(text, known);
  return known;
}

const VARIABLE = /\$|\[\[|\{\{/;

/** Whether a value is filled in later: `$window`, `[[job]]`, `{{args.hash}}`. */
export function isFilledIn(value: string): boolean {
  return VARIABLE.test(value);
}

/** A window that is filled in later, `[$__rate_interval]`, `[{{ interval }}:1m]`: the rest can be read without it. */
const FILLED_WINDOW = /\[\s*(?:\$\w+|\$\{[^}]*\}|\[\[\w+\]\]|\{\{[^}]*\}\})\s*(:[^\]]*)?\]/g;

/** Long enough for every rule about windows. */
const ANY_WINDOW = '99y';

function readAnew(given: string): ReadQuery {
  const text = VARIABLE.test(given)
    ? given.replaceAll(FILLED_WINDOW, (_, step: string | undefined) => `[${ANY_WINDOW}${step ?? ''}]`)
    : given;
  // Within quotes they are part of a value: whoever looks at the value asks `isFilledIn`.
  if (VARIABLE.test(text) && VARIABLE.test(text.replaceAll(/"[^"]*"/g, '""')))
    return { expr: undefined, problem: undefined };
  const tree = treeOf(text);
  const parsed = tree ? { expr: tree } : parse(text);
  return 'expr' in parsed
    ? { expr: parsed.expr, problem: undefined }
    : { expr: undefined, problem: parsed.problem.message };
}
