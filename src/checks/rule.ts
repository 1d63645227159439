import type { Facts } from '../cluster/facts.js';
import type { ObjectRef, Severity } from '../diagnostic/diagnostic.js';
import type { Sources } from '../manifest/files/sources.js';
import type { FieldPath, Manifest, Mend } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import type { ReferenceGraph } from '../manifest/references.js';

/*
 * How to add a rule
 *
 * 1. One file, `rules/<area>/<id>.ts`, with one export: the id in camelCase. `npm run gen` adds it to the index and
 *    writes its page. Its test is `test/checks/rules/<area>/<id>.test.ts`; the examples `wrong` and `right` are tested
 *    without being named there.
 * 2. `check` gets the set, its reference graph and the facts, and yields reports. It is pure. It looks things up
 *    (`set.kind`, `set.find`, `set.pods`, `graph.from`), it never searches: an index of its own is made with `perSet`.
 * 3. Walk a manifest with `fieldOf(manifest)` and `at`, `items`, `entries`: a field knows its path, so that
 *    `report(field, message)` is all that a finding needs. Pods: `set.podTemplates()`, whichever kind they are of.
 * 4. A reference from one object to another is a row of the table in `manifest/kinds/`, not code: a rule then only
 *    looks at `graph.all`. `checkedBy` of the row names the rule that reports a missing target.
 * 5. No false alarm. What cannot be known is not reported: a target that `is: 'unknown'`, a namespace that a chart
 *    fills (`sure: false`, then a warning), a name with `{{` or `$(`. Facts that are `needed` and absent are said once.
 * 6. The message: subject first, names in double quotes, what was found and what is allowed, with units, no full stop.
 *    `why`: what happens in the cluster. `fix`: what to type, as whole
 *    sentences. Report at the field that must change.
 * 7. Of many places one thing may be said once: `folded` keeps them apart for who accepts some of them.
 */

/** One thing that a rule found. What the rule's own text already says is not repeated here. */
export interface Report {
  readonly manifest: Pick<Manifest, 'ref' | 'origin'>;
  /** The field that is wrong; the object as a whole when empty. */
  readonly path: FieldPath;
  /** The object that the report is about, where that is one which is missing and `manifest` shows where it is missed. */
  readonly about?: ObjectRef;
  /** Subject first, names in double quotes, got and allowed with units; one line, no full stop. */
  readonly message: string;
  /** Instead of the rule's own `why`, where this case says more. */
  readonly why?: string | undefined;
  /** Instead of the rule's own `fix`, where this case says more. */
  readonly fix?: string | undefined;
  /** Lower than the rule's own, where the rule is less sure. */
  readonly severity?: Severity | undefined;
  /** The one thing that other reports come of too, as a sentence. The runner knows it of names that lead nowhere. */
  readonly cause?: string | undefined;
  /** The other places that the report stands for: the message says how many there are, or names some of them. */
  readonly also?: readonly ReportPlace[] | undefined;
  /** What it says when some of its places are accepted: `folded` gives it. Where absent, its own place stands for all. */
  readonly without?: ((isAccepted: (place: ReportPlace) => boolean) => readonly Report[]) | undefined;
  /** What mends it, where there is nothing to decide: `eco check --fix` does it. */
  readonly mend?: Mend | undefined;
}

/** A field of an object. */
export type ReportPlace = Pick<Report, 'manifest' | 'path'>;

/**
 * One report for places of which a rule says the same, and none where there is none. Who accepts it at one of them accepts
 * no other: the rest is said anew.
 * @param say what there is to say of these: told at the first
 */
export function folded<One>(
  all: readonly One[],
  placeOf: (one: One) => ReportPlace,
  say: (all: readonly [One, ...One[]]) => Report,
): readonly Report[] {
  const [first, ...rest] = all;
  if (first === undefined) return [];
  const said: Report = {
    ...say([first, ...rest]),
    also: all.map(placeOf),
    without: (isAccepted) => {
      const left = all.filter((one) => !isAccepted(placeOf(one)));
      return left.length === all.length ? [said] : folded(left, placeOf, say);
    },
  };
  return [said];
}

/** A report about a field. */
export function report(
  { manifest, path }: ReportPlace,
  message: string,
  more: Pick<Report, 'why' | 'fix' | 'severity' | 'cause' | 'also' | 'mend'> = {},
): Report {
  return { manifest, path, message, ...more };
}

/** What a rule looks at: everything one cluster receives, and what is true there besides. */
export interface RuleInput<Needed extends keyof Facts = never> {
  readonly set: ManifestSet;
  /** What refers to what in the set. */
  readonly graph: ReferenceGraph;
  /** The facts that the rule `needs` are there; others may be. */
  readonly facts: Facts & Pick<Required<Facts>, Needed>;
}

/** What a rule about sources looks at: kustomizations, charts and workflows, of which no cluster receives any. */
export interface SourceInput {
  readonly sources: Sources;
}

/** A rule's text and its code. One rule, one file; the file's name is the id. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. Title of the rule's page. */
  readonly what: string;
  /** What breaks in the cluster. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
  /** When the rule is silent though it looks wrong. One sentence each. */
  readonly exceptions?: readonly string[];
  /** The upstream document that the rule rests on. */
  readonly source: string;
  /** Small YAML with exactly this finding, on the line that ends in `# <--`. May hold several documents. */
  readonly wrong: string;
  /** The same, mended: every rule is silent. */
  readonly right: string;
  /** Path of the examples, where the rule is about a file that is known by its name. */
  readonly exampleFile?: string;
  /** Facts for the two examples, where the rule needs some. */
  readonly exampleFacts?: Facts;
  /** Facts without which the rule cannot check; the runner then says so once. */
  readonly needs: readonly (keyof Facts)[];
  /** Off unless the fleet's settings name it. */
  readonly opinion?: boolean;
  check(input: RuleInput<keyof Facts>): Iterable<Report>;
  checkSources(input: SourceInput): Iterable<Report>;
}

type RuleSpec<Needed extends keyof Facts> = Omit<Rule, 'needs' | 'check' | 'checkSources'> & {
  readonly needs?: readonly Needed[];
  check?(input: RuleInput<Needed>): Iterable<Report>;
  checkSources?(input: SourceInput): Iterable<Report>;
};

/** Defines a rule. `needs` makes those facts non-optional in `check`. */
export function rule<Needed extends keyof Facts = never>(spec: RuleSpec<Needed>): Rule {
  return { ...spec, needs: spec.needs ?? [], check: spec.check ?? none, checkSources: spec.checkSources ?? none };
}

const none = (): Iterable<Report> => [];
