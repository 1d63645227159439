/** What nearly all of a group say, and who says something else. */
export interface OddOnes<T> {
  readonly usual: string;
  /** How many say the usual. */
  readonly count: number;
  readonly odd: readonly T[];
}

/**
 * Whom a group of alike things leaves out: at least four say the same, and at most a fifth of all, or one of five, say
 * something else or nothing (`undefined`). Undefined where they agree, are few, or differ on purpose: two ways that
 * several follow are a choice.
 */
export function oddOnesOut<T>(members: readonly T[], says: (member: T) => string | undefined): OddOnes<T> | undefined {
  const counts = new Map<string | undefined, number>();
  for (const member of members) counts.set(says(member), (counts.get(says(member)) ?? 0) + 1);
  const [usual, count = 0] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const rest = members.length - count;
  if (usual === undefined || count < LEAST || rest === 0 || rest > Math.max(1, members.length / 5)) return undefined;
  return { usual, count, odd: members.filter((member) => says(member) !== usual) };
}

const LEAST = 4;
