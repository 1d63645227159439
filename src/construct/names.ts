import type { Construct } from 'constructs';
import { serviceNameProblem } from '../values/dns-name.js';
import { type Rejection, reject } from './reject.js';

/**
 * Longest name of a workload: its Service is an RFC 1035 label of at most 63 characters, and a StatefulSet adds
 * `-<hash>` of 11 characters to the label of its revisions.
 */
const longestName = 52;

/** What is wrong with a workload's name; undefined when every object made from it can carry it. */
export function nameMistake(name: string): Rejection | undefined {
  const tooLong =
    name.length > longestName ? `is ${name.length} characters long, at most ${longestName} fit` : undefined;
  const problem = tooLong ?? serviceNameProblem(name);
  if (!problem) return undefined;
  const near = nearestName(name);
  return {
    rule: 'name-syntax',
    message: `service name "${name}" ${problem}`,
    why: tooLong
      ? 'What Kubernetes adds to it makes labels of more than 63 characters, which the API server refuses.'
      : 'Names and labels derived from it would be refused by the API server.',
    fix: tooLong
      ? 'Give it a shorter name.'
      : `Use lower-case letters, digits and "-", beginning with a letter${near ? `: "${near}"` : ''}.`,
  };
}

/** The name in lower case, with "-" for what no name may hold; undefined where that is no name either. */
function nearestName(name: string): string | undefined {
  const near = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return serviceNameProblem(near) === undefined ? near : undefined;
}

/** Rejects a name that the objects made from it could not carry. */
export function checkName(scope: Construct, name: string): void {
  const mistake = nameMistake(name);
  if (mistake) reject(scope, mistake);
}
