import type { Facts } from '../cluster/facts.js';
import type { Severity } from '../diagnostic/diagnostic.js';
import type { FieldPath, Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import type { ReferenceGraph } from '../manifest/references.js';

/** One thing that a rule found. What the rule's own text already says is not repeated here. */
export interface Report {
  readonly manifest: Manifest;
  /** The field that is wrong; the object as a whole when empty. */
  readonly path: FieldPath;
  /** Subject first, names in double quotes, got and allowed with units; one line, no full stop. */
  readonly message: string;
  /** Instead of the rule's own `why`, where this case says more. */
  readonly why?: string;
  /** Instead of the rule's own `fix`, where this case says more. */
  readonly fix?: string;
  /** Lower than the rule's own, where the rule is less sure. */
  readonly severity?: Severity;
}

/** What a rule looks at: everything one cluster receives, and what is true there besides. */
export interface RuleInput<Needed extends keyof Facts = never> {
  readonly set: ManifestSet;
  /** What refers to what in the set. */
  readonly graph: ReferenceGraph;
  /** The facts that the rule `needs` are there; others may be. */
  readonly facts: Facts & Pick<Required<Facts>, Needed>;
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
  /** Facts for the two examples, where the rule needs some. */
  readonly exampleFacts?: Facts;
  /** Facts without which the rule cannot check; the runner then says so once. */
  readonly needs: readonly (keyof Facts)[];
  /** Off unless the fleet's settings name it. */
  readonly opinion?: boolean;
  check(input: RuleInput<keyof Facts>): Iterable<Report>;
}

type RuleSpec<Needed extends keyof Facts> = Omit<Rule, 'needs' | 'check'> & {
  readonly needs?: readonly Needed[];
  check(input: RuleInput<Needed>): Iterable<Report>;
};

/** Defines a rule. `needs` makes those facts non-optional in `check`. */
export function rule<Needed extends keyof Facts = never>(spec: RuleSpec<Needed>): Rule {
  return { needs: [], ...spec };
}
