import type { Facts } from '../cluster/facts.js';
import { type Also, type Finding, hasErrors } from '../diagnostic/diagnostic.js';
import { sortFindings } from '../diagnostic/order.js';
import type { Parted } from '../manifest/files/sets.js';
import type { Sources } from '../manifest/files/sources.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { finding } from './finding.js';
import { type Checks, distinct, type RunOptions, runSet } from './run-set.js';
import { chosenRules } from './settings.js';
import { type Suppression, unusedSuppressions } from './suppress.js';

/** Runs rules over what one cluster receives. */
export function checkSet(set: ManifestSet, facts: Facts, options: RunOptions): Checks {
  const run = runSet(set, facts, options);
  return { ...run, findings: sortFindings([...run.findings, ...unusedSuppressions([run])]) };
}

/** What may differ from set to set. */
export interface SetOptions {
  readonly facts: Facts;
  readonly suppressions?: readonly Suppression[];
}

/** Runs rules over a tree of files: each set, and the sources. */
export function checkTree(
  { sets, sources, findings }: Parted,
  ofSet: Facts | ((set: string) => SetOptions),
  options: RunOptions,
): Checks {
  const runs = sets.map((set) => {
    const { facts, ...own } = typeof ofSet === 'function' ? ofSet(set.name) : { facts: ofSet };
    return runSet(set, facts, { flawed: hasErrors(findings), ...options, ...own });
  });
  const unchecked = new Map(runs.flatMap((run) => run.unchecked).map((one) => [one.rule, one]));
  return {
    // A file that belongs to every environment is looked at with each.
    findings: distinct([
      ...findings,
      ...checkSources(sources, options),
      ...runs.flatMap((run) => run.findings),
      ...unusedSuppressions(runs),
    ]),
    unchecked: [...unchecked.values()],
    rules: runs[0]?.rules ?? chosenRules(options.rules, options.settings ?? {}).length,
  };
}

/** Runs rules over the sources of a tree. */
function checkSources(sources: Sources, { rules, settings = {} }: RunOptions): readonly Finding[] {
  const findings = chosenRules(rules, settings).flatMap((rule) =>
    [...rule.checkSources({ sources })].map((report) => finding(rule, report, settings)),
  );
  // A source is no object of a cluster: its place says all.
  return distinct(findings).map(({ also, ...rest }) => ({
    ...placed(rest),
    ...(also && { also: also.map(placed) }),
  }));
}

function placed<Where extends Also>({ object: _, ...rest }: Where): Omit<Where, 'object'> {
  return rest;
}
