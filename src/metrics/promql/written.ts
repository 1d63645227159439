import type { Expr } from './ast.js';

/**
 * The trees that texts of this process were written from. Reading such a text back gives the same tree, but for the
 * places in it (a property test holds `format` to that), so whoever checks what was just written need not read it.
 */
const trees = new Map<string, Expr>();

/** More than a fleet of a thousand services writes is of no use. */
const most = 100_000;

/** Keeps what a text was written from, and gives the text. */
export function written(text: string, tree: Expr): string {
  if (trees.size < most) trees.set(text, tree);
  return text;
}

/** What a text was written from, if it was. */
export function treeOf(text: string): Expr | undefined {
  return trees.get(text);
}
