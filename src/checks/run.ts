import type { Facts } from '../cluster/facts.js';
import type { Finding, UncheckedRule } from '../diagnostic/diagnostic.js';
import { sortFindings } from '../diagnostic/order.js';
import { formatPath } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf } from '../manifest/references.js';
import type { Parted } from '../manifest/sets.js';
import type { Sources } from '../manifest/sources.js';
import { conceal } from './conceal.js';
import type { Report, Rule } from './rule.js';
import { rules as allRules } from './rules/index.js';
import { type Suppression, suppress, suppressionsIn } from './suppress.js';

/** What a run of the rules gave. */
export interface Checks {
  /** Sorted by place, each once. */
  readonly findings: readonly Finding[];
  /** Rules that lacked facts. */
  readonly unchecked: readonly UncheckedRule[];
  /** How many rules could check. */
  readonly rules: number;
}

export interface RunOptions {
  /** Instead of every rule there is. */
  readonly rules?: readonly Rule[];
  /** Ids of opinionated rules that the fleet's settings name. */
  readonly opinions?: readonly string[];
  /** What is accepted besides what annotations say. */
  readonly suppressions?: readonly Suppression[];
}

/** Runs every rule over what one cluster receives. */
export function runChecks(set: ManifestSet, facts: Facts, options: RunOptions = {}): Checks {
  const known = set.withExternal(facts.external ?? []);
  const graph = referencesOf(known);
  const { able, unchecked } = partition(chosen(options), facts);
  const findings = able.flatMap(({ rule, complete }) =>
    [...rule.check({ set: known, graph, facts: complete })].map((report) =>
      conceal(finding(rule, report), report.manifest, known),
    ),
  );
  const suppressions = [...suppressionsIn(set), ...(options.suppressions ?? [])];
  const { findings: left } = suppress(distinct(findings), suppressions, facts.today);
  return { findings: sortFindings(left), unchecked, rules: able.length };
}

/** Runs every rule over the sources of a tree. */
export function runSourceChecks(sources: Sources, options: RunOptions = {}): readonly Finding[] {
  const findings = chosen(options).flatMap((rule) =>
    [...rule.checkSources({ sources })].map((report) => finding(rule, report)),
  );
  // A source is no object of a cluster: its place says all.
  return distinct(findings).map(({ object: _, ...rest }) => rest);
}

function chosen({ rules = allRules, opinions = [] }: RunOptions): readonly Rule[] {
  return rules.filter((rule) => !rule.opinion || opinions.includes(rule.id));
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

function finding(rule: Rule, { manifest, path, message, why, fix, severity }: Report): Finding {
  const at = manifest.origin.at?.(path);
  const from = manifest.origin.from?.(path);
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    message,
    object: manifest.ref,
    ...(path.length > 0 ? { field: formatPath(path) } : {}),
    ...(at ? { at } : {}),
    ...(from ? { from } : {}),
    why: why ?? rule.why,
    fix: fix ?? rule.fix,
  };
}

/** Sorted, each thing said once: two rules never share an id, so equal findings come from two ways to one cause. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return sortFindings(findings).filter(({ rule, message, field, object, at }) => {
    const key = JSON.stringify([rule, message, field, object, at?.file]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Runs everything over a tree of files: each set, and the sources. */
export function runAll({ sets, sources, findings }: Parted, facts: Facts, options: RunOptions = {}): Checks {
  const runs = sets.map((set) => runChecks(set, facts, options));
  const unchecked = runs.flatMap((run) => run.unchecked);
  return {
    // A file that belongs to every environment is looked at with each.
    findings: distinct([...findings, ...runSourceChecks(sources, options), ...runs.flatMap((run) => run.findings)]),
    unchecked: unchecked.filter(({ rule }, i) => unchecked.findIndex((other) => other.rule === rule) === i),
    rules: runs[0]?.rules ?? chosen(options).length,
  };
}
