import type { Place } from '../diagnostic/diagnostic.js';
import type { ObjectChange } from '../diff/change.js';
import type { ObjectLine } from './object-lines.js';

/** The author's line behind a line of a file of the new side, where it is known more exactly than the object's own. */
export type Behind = (file: string, line: number) => Place | undefined;

/** The places that set the changed lines of the new side, each with the line's position in `lines`. */
export function objectPlaces(
  { before, after }: ObjectChange,
  lines: readonly ObjectLine[],
  exact?: Behind,
): readonly (readonly [number, Place])[] {
  const { origin } = after ?? before;
  const found: [number, Place][] = [];
  let written = 0;
  for (const [i, { mark, path }] of lines.entries()) {
    if (mark !== '-' && mark !== '<') written += 1;
    if (mark !== '+') continue;
    const place = exact?.(origin.file, written) ?? after?.origin.from?.(path);
    if (place) found.push([i, place]);
  }
  return found;
}
