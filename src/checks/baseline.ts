import type { Also, Finding } from '../diagnostic/diagnostic.js';
import { objectKey } from '../manifest/manifest.js';

/** A finding as a baseline keeps it: without lines, positions in lists and numbers, which move by themselves. */
export interface BaselineEntry {
  readonly rule: string;
  /** The object, or the file of what is no object. */
  readonly object: string;
  readonly field?: string;
  readonly message: string;
  /** The other places that the finding stands for: object and field, in order. */
  readonly also?: readonly string[];
  /** How many there are of the like. */
  readonly count: number;
}

/** What a finding is recognised by after the lines around it have moved. */
export function entryOf(finding: Finding): Omit<BaselineEntry, 'count' | 'also'> {
  return { rule: finding.rule, ...whereOf(finding), message: finding.message.replaceAll(/\d+/g, '0') };
}

function whereOf({ object, at, field }: Also): Pick<BaselineEntry, 'object' | 'field'> {
  return {
    object: object ? objectKey(object) : (at?.file ?? ''),
    ...(field && { field: field.replaceAll(/\[\d+\]/g, '[]') }),
  };
}

function nameOf({ object, field }: Pick<BaselineEntry, 'object' | 'field'>): string {
  return field === undefined ? object : `${object} ${field}`;
}

/** The places of a finding that stands for several. */
function placesOf(finding: Finding): ReadonlySet<string> {
  return new Set([finding, ...(finding.also ?? [])].map((where) => nameOf(whereOf(where))));
}

/** The baseline that accepts these findings, in an order of its own: the same findings give the same file. */
export function baselineOf(findings: readonly Finding[]): BaselineEntry[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const { also = [] } = finding;
    const others = [...new Set(also.map((where) => nameOf(whereOf(where))))].sort();
    const key = JSON.stringify({ ...entryOf(finding), ...(others.length > 0 && { also: others }) });
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

/**
 * Takes out what the baseline accepts: of the like of an entry, as many as it counts. Of a finding that stands for several
 * places, every place must have been one of that rule's: which of them is told, and how many there are, changes by itself.
 */
export function compareWith(baseline: readonly BaselineEntry[], findings: readonly Finding[]): Compared {
  const single = baseline.filter(({ also }) => also === undefined);
  const several = baseline.filter(({ also }) => also !== undefined);
  const left = new Map(single.map(({ count, ...entry }) => [JSON.stringify(ordered(entry)), count]));
  const known = new Map<string, Set<string>>();
  for (const entry of several) {
    const places = known.get(entry.rule) ?? new Set();
    known.set(entry.rule, places);
    for (const place of [nameOf(entry), ...(entry.also ?? [])]) places.add(place);
  }
  const seen = new Map<string, Set<string>>();
  const fresh = findings.filter((finding) => {
    const places = placesOf(finding);
    const accepted = known.get(finding.rule);
    if (accepted && [...places].every((place) => accepted.has(place))) {
      const before = seen.get(finding.rule) ?? new Set();
      seen.set(finding.rule, before);
      for (const place of places) before.add(place);
      return false;
    }
    const key = JSON.stringify(entryOf(finding));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  const gone = several.filter((entry) => {
    const before = seen.get(entry.rule);
    return ![nameOf(entry), ...(entry.also ?? [])].some((place) => before?.has(place));
  });
  const mended = [...left.values()].reduce((sum, count) => sum + count, 0) + gone.length;
  return { fresh, accepted: findings.length - fresh.length, mended };
}

function ordered({
  rule,
  object,
  field,
  message,
}: Omit<BaselineEntry, 'count'>): Omit<BaselineEntry, 'count' | 'also'> {
  return { rule, object, ...(field && { field }), message };
}
