import type { Place } from '../../diagnostic/diagnostic.js';

/** What the compiler's words are about. */
export interface Sources {
  readonly readFile: (file: string) => string;
  /** The fleet's modules, called as the compiler calls them. */
  readonly modules: () => readonly string[];
}

/** One error of the compiler. */
export interface CompilerError {
  /** Absent where it is about no file. */
  readonly at?: Place;
  /** Of `TS2322`: 2322; 0 where there is none. */
  readonly code: number;
  /** The first line, behind the code. */
  readonly text: string;
  /** The lines behind it, each of which says more of the cause. */
  readonly more: readonly string[];
}

/** An error with its place. */
export type PlacedError = CompilerError & { readonly at: Place };

/** Reads what the compiler prints with `--pretty false`: a line for each error, indented lines that say more. */
export function errorsIn(output: string): readonly CompilerError[] {
  return output.split(/\r?\n(?=\S)/).flatMap((block): CompilerError[] => {
    const [first = '', ...more] = block.trimEnd().split(/\r?\n/);
    if (!/error TS\d+: /.test(first)) return [];
    const [, file, line, column, code, text = ''] = /^(.+?)\((\d+),(\d+)\): error TS(\d+): (.*)$/.exec(first) ?? [];
    if (file === undefined) return [{ code: 0, text: first, more: [] }];
    const at = { file, line: Number(line), column: Number(column) };
    return [{ at, code: Number(code), text, more: more.map((one) => one.trim()) }];
  });
}

/** Whether an error has a place. */
export function isPlaced(error: CompilerError): error is PlacedError {
  return error.at !== undefined;
}
