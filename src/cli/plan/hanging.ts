import { wrap } from '../../diagnostic/visible.js';

/** A sentence at a distance from the margin, in lines; those after the first hang two columns further in. */
export function hanging(text: string, indent: number, width: number): readonly string[] {
  return wrap(text, width - indent - 2).map((line, i) => `${' '.repeat(indent + (i > 0 ? 2 : 0))}${line}`);
}
