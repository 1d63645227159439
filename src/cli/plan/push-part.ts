/** A part of the way from a push to new pods. */
export interface PushPart {
  readonly what: string;
  /** Undefined where nobody can say: a person decides, or nothing was declared. */
  readonly seconds?: number;
  /** Where it ends at the latest, and what is begun has failed. */
  readonly atMost?: number;
  /** Where the figure comes from, in a word or two. */
  readonly source: string;
  /** More of it, which several parts may share. */
  readonly note?: string;
}
