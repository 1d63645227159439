import type { ReviewGroup } from '../review.js';

/** What the reader wants to see. */
export interface Wanted {
  /** Words that must all be there. */
  readonly query: string;
  /** Effects, by kind; all when empty. */
  readonly only: ReadonlySet<string>;
}

/** Finds groups: built once, asked with each key that is typed. */
export class Index {
  readonly #texts: readonly string[];

  constructor(private readonly groups: readonly ReviewGroup[]) {
    this.#texts = groups.map(textOf);
  }

  /** Places of the groups that are wanted, in their order. */
  find({ query, only }: Wanted): number[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found: number[] = [];
    for (const [i, group] of this.groups.entries()) {
      if (only.size > 0 && ![...only].some((kind) => hasEffect(group, kind))) continue;
      const text = this.#texts[i] ?? '';
      if (words.every((word) => text.includes(word))) found.push(i);
    }
    return found;
  }
}

function hasEffect({ kind, effects }: Pick<ReviewGroup, 'kind' | 'effects'>, wanted: string): boolean {
  return kind === wanted || effects.some((effect) => effect.kind === wanted);
}

/** All that a reader may look for: what is said, and the lines that change, not those that stay. */
function textOf({ label, title, effects, fields, objects }: ReviewGroup): string {
  const said = effects.flatMap(({ text, why = '', fix = '' }) => [text, why, fix]);
  const lines = objects.flatMap(({ name, file, yaml }) => [name, file, yaml.replace(/^ .*\n?/gm, '')]);
  return [label, title, ...said, ...fields, ...lines].join('\n').toLowerCase();
}
