import type { Finding } from '../diagnostic/diagnostic.js';
import { objectKey } from '../manifest/manifest.js';

/** A finding as a baseline keeps it: without lines, positions in lists and numbers, which move by themselves. */
export interface BaselineEntry {
  readonly rule: string;
  /** The object, or the file of what is no object. */
  readonly object: string;
  readonly field?: string;
  readonly message: string;
  /** How many there are of the like. */
  readonly count: number;
}

/** What a finding is recognised by after the lines around it have moved. */
export function entryOf({ rule, object, at, field, message }: Finding): Omit<BaselineEntry, 'count'> {
  return {
    rule,
    object: object ? objectKey(object) : (at?.file ?? ''),
    ...(field && { field: field.replaceAll(/\[\d+\]/g, '[]') }),
    message: message.replaceAll(/\d+/g, '0'),
  };
}

/** The baseline that accepts these findings, in an order of its own: the same findings give the same file. */
export function baselineOf(findings: readonly Finding[]): BaselineEntry[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = JSON.stringify(entryOf(finding));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => ({ ...(JSON.parse(key) as Omit<BaselineEntry, 'count'>), count }));
}

export interface Compared {
  /** Not in the baseline. */
  readonly fresh: readonly Finding[];
  readonly accepted: number;
  /** Accepted ones that are there no more. */
  readonly mended: number;
}

/** Takes out what the baseline accepts: of the like of an entry, as many as it counts. */
export function compareWith(baseline: readonly BaselineEntry[], findings: readonly Finding[]): Compared {
  const left = new Map(baseline.map(({ count, ...entry }) => [JSON.stringify(ordered(entry)), count]));
  const fresh = findings.filter((finding) => {
    const key = JSON.stringify(entryOf(finding));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  const mended = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { fresh, accepted: findings.length - fresh.length, mended };
}

function ordered({ rule, object, field, message }: Omit<BaselineEntry, 'count'>): Omit<BaselineEntry, 'count'> {
  return { rule, object, ...(field && { field }), message };
}
