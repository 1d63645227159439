import type { Place } from '../diagnostic/diagnostic.js';
import type { ReviewPlace } from './review.js';

export interface PlacesOptions {
  /** How a file is called: relative to the project. */
  readonly fileName: (file: string) => string;
  /** The author's line at a place, where it can be read. */
  readonly codeAt?: (place: Place) => string | undefined;
}

/** Places of a review, each once: objects name them by number. */
export class Places {
  readonly all: ReviewPlace[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly options: PlacesOptions) {}

  numberOf(place: Place): number {
    const { fileName, codeAt } = this.options;
    const at = `${fileName(place.file)}:${place.line}`;
    const known = this.#numbers.get(at);
    if (known !== undefined) return known;
    const code = codeAt?.(place)?.trim();
    this.#numbers.set(at, this.all.length);
    this.all.push({ at, ...(code && { code }) });
    return this.all.length - 1;
  }
}
