import type { Facts } from '../cluster/facts.js';
import { type Finding, hasErrors, type UncheckedRule } from '../diagnostic/diagnostic.js';
import { sortFindings } from '../diagnostic/order.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf } from '../manifest/references.js';
import { finding } from './finding.js';
import type { Report, ReportPlace, Rule } from './rule.js';
import { conceal } from './security/conceal.js';
import { chosenRules, type RuleSettings } from './settings.js';
import { type Foldable, type Found, type Suppressed, type Suppression, suppress, suppressionsIn } from './suppress.js';

/** What a run of the rules gave. */
export interface Checks {
  /** Sorted by place, each once. */
  readonly findings: readonly Finding[];
  /** Rules that lacked facts. */
  readonly unchecked: readonly UncheckedRule[];
  /** How many rules could check. */
  readonly rules: number;
}

/** Which rules run, and how. */
export interface RunOptions {
  readonly rules: readonly Rule[];
  /** Ids of all rules that there are, whether they run or not: others cannot be accepted. */
  readonly ids?: ReadonlySet<string>;
  /** Which rules run, and how severe they are. */
  readonly settings?: RuleSettings;
  /** What is accepted besides what annotations say. */
  readonly suppressions?: readonly Suppression[];
  /** Whether the set lacks something, or has something wrong, because of errors that are said elsewhere. */
  readonly flawed?: boolean;
  /** Hears of each rule before it runs over a set. */
  readonly onRule?: ((set: string, number: number, of: number) => void) | undefined;
}

/** Runs rules over what one cluster receives; what is accepted without need is not said yet. */
export function runSet(set: ManifestSet, facts: Facts, options: RunOptions): Checks & Suppressed {
  const { rules, settings = {} } = options;
  const known = set.withExternal(facts.external ?? []);
  const graph = referencesOf(known);
  const { able, unchecked } = partition(chosenRules(rules, settings), facts);
  const reports = able.flatMap(({ rule, complete }, i) => {
    options.onRule?.(set.name, i + 1, able.length);
    return [...rule.check({ set: known, graph, facts: complete })].map((report) => reported(rule, report));
  });
  const suppressions = [...suppressionsIn(set), ...(options.suppressions ?? [])];
  const ran = new Set(able.map(({ rule }) => rule));
  // What is accepted of them may well be there.
  const running = new Set([...ran].map(({ id }) => id));
  const isIdle = (id: string) => !running.has(id);
  const {
    left,
    complaints,
    accepted,
    unused: idleNow,
  } = suppress(reports, suppressions, facts.today, isIdle, options.ids);
  // Places are worked out for what is left alone.
  const findings = left.map(({ by, report }) => conceal(finding(by, report, settings, graph), report.manifest, known));
  // Some rules say nothing of what an error elsewhere spoils: what is accepted of them may be of use once it is mended.
  const isFlawed = options.flawed || hasErrors(findings);
  const unused = isFlawed ? [] : idleNow;
  const suppressed = { findings: [...distinct(findings), ...complaints], accepted, unused };
  return { ...suppressed, unchecked, rules: able.length };
}

interface Reported extends Foldable<Reported> {
  readonly by: Rule;
  readonly report: Report;
}

function reported(by: Rule, report: Report): Reported {
  const { without } = report;
  return {
    ...foundAt(by, report),
    by,
    report,
    without:
      without && ((isAccepted) => without((place) => isAccepted(foundAt(by, place))).map((rest) => reported(by, rest))),
  };
}

function foundAt({ id }: Rule, { manifest: { ref, origin } }: ReportPlace): Found {
  return { rule: id, object: ref, file: origin.file };
}

/** Rules whose facts are there, and those that must say that they could not check. */
function partition(rules: readonly Rule[], facts: Facts) {
  const able: { readonly rule: Rule; readonly complete: Required<Facts> }[] = [];
  const unchecked: UncheckedRule[] = [];
  for (const rule of rules) {
    const needs = rule.needs.filter((name) => facts[name] === undefined);
    if (needs.length > 0) unchecked.push({ rule: rule.id, needs });
    else if (has(facts, rule.needs)) able.push({ rule, complete: facts });
  }
  return { able, unchecked };
}

// A rule sees as present only what it needs: `Rule.check` promises no more than that.
function has(facts: Facts, needs: readonly (keyof Facts)[]): facts is Required<Facts> {
  return needs.every((name) => facts[name] !== undefined);
}

/** Sorted, each thing said once: two rules never share an id, so equal findings come from two ways to one cause. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return sortFindings(findings).filter(({ rule, message, field, object, at }) => {
    const key = JSON.stringify([rule, message, field, object, at?.file]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
