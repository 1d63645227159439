import type { LayoutProblem, Span } from './layout-problems.js';

/** One line of the file: a service and its image, as they stand in the text. */
export interface ImageLine {
  readonly service: string;
  readonly key: Span;
  /** With its quotes; empty, and right behind the colon, where no value stands. */
  readonly value: Span;
  /** The value without its quotes, not resolved: `0123456` stays text. */
  readonly source: string;
  readonly quote: '' | "'" | '"';
  /** Nothing behind the colon, or a bare word that YAML reads as nothing. */
  readonly empty: boolean;
}

/** Where everything stands in an images file. */
export interface ImagesLayout {
  readonly lines: readonly ImageLine[];
  /** The key `images`, and the `{}` behind it where there is one. Undefined when a problem says why. */
  readonly section: { readonly key: Span; readonly braces?: Span } | undefined;
  readonly problems: readonly LayoutProblem[];
  /** Line and column of an offset, both from 1. */
  position(offset: number): { readonly line: number; readonly column: number };
}
