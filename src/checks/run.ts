import type { Facts } from '../cluster/facts.js';
import type { Parted } from '../manifest/files/sets.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { checkSet, checkTree, type SetOptions } from './check.js';
import { rules } from './rules/index.js';
import type { Checks, RunOptions } from './run-set.js';

type Options = Partial<RunOptions>;

const ids: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Runs every rule, or those of `rules`, over what one cluster receives. */
export function runChecks(set: ManifestSet, facts: Facts, options: Options = {}): Checks {
  return checkSet(set, facts, { rules, ids, ...options });
}

/** Runs every rule, or those of `rules`, over a tree of files: each set, and the sources. */
export function runAll(parted: Parted, ofSet: Facts | ((set: string) => SetOptions), options: Options = {}): Checks {
  return checkTree(parted, ofSet, { rules, ids, ...options });
}
