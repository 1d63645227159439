import type { Finding, ObjectRef, Place } from '../diagnostic/diagnostic.js';
import { object, text } from '../manifest/access.js';
import { describeRef, type Manifest, objectKey } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { didYouMean } from '../values/did-you-mean.js';

/** A finding that somebody has looked at and accepts, with the reason. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Last day that it holds, `YYYY-MM-DD`; for ever when absent. */
  readonly until?: string;
  readonly covers: (found: Found) => boolean;
  readonly at?: Place;
  /** What it stands on, for messages: `Deployment api/cart`. */
  readonly on: string;
}

/** What a suppression looks at: known before anybody asks for the place in the text, which takes longer. */
export interface Found {
  readonly rule: string;
  readonly object?: ObjectRef;
  /** The file that the object stands in. */
  readonly file?: string;
}

/** What may stand for several places. */
export interface Foldable<One> extends Found {
  /** What is left to say when some of its places are accepted. Where absent, it is accepted as a whole, or not. */
  readonly without?: ((isAccepted: (place: Found) => boolean) => readonly One[]) | undefined;
}

/** Prefix of annotations that accept a finding: `eco-check/node-capacity: rarely full at once, until 2027-03-31`. */
const PREFIX = 'eco-check/';

/** The suppressions that stand in manifests as annotations; each covers its own object. */
export function suppressionsIn(set: ManifestSet): Suppression[] {
  const found: Suppression[] = [];
  for (const manifest of set.manifests) {
    for (const key of Object.keys(object(manifest.object, 'metadata.annotations')))
      if (key.startsWith(PREFIX)) found.push(suppressionOf(manifest, key));
  }
  return found;
}

function suppressionOf({ object: manifest, ref, origin }: Manifest, key: string): Suppression {
  const written = text(manifest, ['metadata', 'annotations', key]) ?? '';
  const [, reason = written, until] = /^(.*?)[,;]?\s*until (\d{4}-\d\d-\d\d)\s*$/s.exec(written) ?? [];
  return {
    rule: key.slice(PREFIX.length),
    reason: reason.trim(),
    ...(until && { until }),
    covers: (found) => found.object !== undefined && objectKey(found.object) === objectKey(ref),
    at: origin.from?.([]) ?? origin.at?.(['metadata', 'annotations', key]),
    on: describeRef(ref),
  };
}

export interface Suppressed {
  readonly accepted: readonly { readonly found: Found; readonly by: Suppression }[];
  /** Those that nothing needs, of rules that ran and found nothing else. */
  readonly unused: readonly Suppression[];
}

/**
 * Takes out what is accepted; `complaints` say what is wrong with suppressions: of no rule, without a reason, expired. A suppression without a reason or past its day takes nothing out. One that nothing needs
 * is to be reported, so that none outlives its cause: see `unusedSuppressions`. Of a finding that stands for several places
 * each is accepted by itself.
 * @param today `YYYY-MM-DD`; nothing expires when it is not known
 * @param isIdle whether a rule did not run: it cannot be told whether what is accepted of it is of use
 * @param ids of all rules that there are; where absent, every id is taken for one
 */
export function suppress<One extends Foldable<One>>(
  all: readonly One[],
  suppressions: readonly Suppression[],
  today?: string,
  isIdle: (rule: string) => boolean = () => false,
  ids?: ReadonlySet<string>,
): Suppressed & { readonly left: readonly One[]; readonly complaints: readonly Finding[] } {
  const inForce = suppressions.filter((one) => one.reason !== '' && !expired(one, today));
  const accepted: { found: Found; by: Suppression }[] = [];
  const isAccepted = (found: Found): boolean => {
    const by = inForce.find((one) => one.rule === found.rule && one.covers(found));
    if (by) accepted.push({ found, by });
    return by !== undefined;
  };
  const rest = (one: One) => one.without?.(isAccepted) ?? (isAccepted(one) ? [] : [one]);
  const left = inForce.length === 0 ? all : all.flatMap(rest);
  const used = new Set(accepted.map(({ by }) => by));
  const complaints = suppressions.flatMap((one): Finding[] => {
    if (ids && !ids.has(one.rule)) {
      const near = didYouMean(one.rule, ids);
      const fix = near ? `Did you mean "${near}"?` : '"eco explain" lists the rules.';
      return [complaint(one, 'names no rule', 'It takes nothing out.', fix)];
    }
    if (one.reason === '')
      return [
        complaint(
          one,
          'gives no reason',
          'Nobody can tell later whether it still holds.',
          'Say why the finding is acceptable.',
        ),
      ];
    if (expired(one, today))
      return [
        complaint(
          one,
          `ended on ${one.until}`,
          'It takes nothing out any more.',
          'Mend the cause, or look again and set a later day.',
        ),
      ];
    return [];
  });
  // A rule says some things once, at one object of several: what it would say of the others shows when that is mended.
  const open = new Set(left.map(({ rule }) => rule));
  const unused = inForce.filter((one) => !used.has(one) && !isIdle(one.rule) && !open.has(one.rule));
  return { left, complaints, accepted, unused };
}

/** What is of no use in any of several sets: an object that all of them share may need it in one. */
export function unusedSuppressions(sets: readonly Pick<Suppressed, 'accepted' | 'unused'>[]): Finding[] {
  const key = ({ rule, on, at }: Suppression) => JSON.stringify([rule, on, at?.file]);
  const needed = new Set(sets.flatMap(({ accepted }) => accepted.map(({ by }) => key(by))));
  return sets
    .flatMap(({ unused }) => unused)
    .filter((one) => !needed.has(key(one)))
    .map((one) =>
      complaint(one, 'is of no use: there is no such finding', 'It would hide the next one.', 'Remove it.'),
    );
}

function expired({ until }: Suppression, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && today > until;
}

function complaint({ rule, on, at }: Suppression, what: string, why: string, fix: string): Finding {
  return {
    rule: 'suppression',
    severity: 'warning',
    message: `the suppression of "${rule}" on ${on} ${what}`,
    ...(at && { at }),
    why,
    fix,
  };
}
