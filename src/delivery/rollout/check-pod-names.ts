import type { Construct } from 'constructs';
import { reject } from '../../construct/reject.js';

/**
 * A pod's name is its ReplicaSet's, cut to 58 characters, and five more. The ReplicaSet's ends in the hash, of up to ten
 * characters: analyses tell the versions apart by it. Source: k8s.io/apiserver, names.SimpleNameGenerator.
 */
const longestName = 58 - '-0123456789-'.length;
/** The pods of an experiment: hash, revision, step, side. */
const longestTried = 58 - '-0123456789-999-99-baseline-'.length;

/** Rejects a name so long that analyses could not tell the pods of two versions apart. */
export function checkPodNames(
  scope: Construct,
  name: string,
  judged: boolean,
  steps: readonly { readonly step: string }[] = [],
): void {
  if (!judged) return;
  const longest = steps.some(({ step }) => step === 'experiment') ? longestTried : longestName;
  if (name.length <= longest) return;
  reject(scope, {
    rule: 'name-syntax',
    message: `the name "${name}" is ${name.length} characters long; with analyses at most ${longest} fit`,
    why: "The names of the pods are cut, and no query can tell the new version's from the old one's.",
    fix: 'Choose a shorter name.',
  });
}
