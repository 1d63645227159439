import type { Finding, Place, UncheckedRule } from './diagnostic.js';

/** The line a reader is sent to: the author's where it is known, else the manifest's. */
export function headPlace({ from, at }: Pick<Finding, 'from' | 'at'>): Place | undefined {
  return from ?? at;
}

/**
 * Findings by place: file, line, column; what has no place comes last. Then errors before warnings, then by rule and
 * message. The order is total and knows no locale, so the same findings give the same bytes on every machine.
 */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => ({ finding, key: sortKey(finding) }));
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ finding }) => finding);
}

/** Rules that could not check, by rule, the facts of each by name. */
export function sortUnchecked(unchecked: readonly UncheckedRule[]): UncheckedRule[] {
  return unchecked
    .map(({ rule, needs }) => ({ rule, needs: needs.toSorted() }))
    .sort((a, b) => compareKeys([a.rule, ...a.needs], [b.rule, ...b.needs]));
}

type Key = readonly (string | number)[];

function sortKey(finding: Finding): Key {
  const place = headPlace(finding);
  return [
    place === undefined ? 1 : 0,
    place?.file ?? '',
    place?.line ?? 0,
    place?.column ?? 0,
    finding.severity,
    finding.rule,
    finding.message,
    JSON.stringify([finding.object, finding.field, finding.at, finding.from, finding.why, finding.fix]),
  ];
}

/** Both keys have the same types at the same index; a shorter one comes before a longer one that it starts. */
function compareKeys(a: Key, b: Key): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined) return 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
