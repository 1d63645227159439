import type { Place } from '../diagnostic/diagnostic.js';
import type { ReviewPlace } from './review.js';

/** Places of a review, each once: objects name them by number. */
export class Places {
  readonly all: ReviewPlace[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(
    private readonly options: {
      readonly fileName: (file: string) => string;
      readonly codeAt?: (place: Place) => string | undefined;
    },
  ) {}

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
