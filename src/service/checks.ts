import type { Construct } from 'constructs';
import { clashes, type Variable } from '../construct/environment-variables.js';
import { type Rejection, reject } from '../construct/reject.js';
import { serviceNameProblem } from '../values/dns-name.js';

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
  return {
    rule: 'name-syntax',
    message: `service name "${name}" ${problem}`,
    why: 'Names and labels derived from it would be refused by the API server.',
    fix: 'Use lower-case letters, digits and "-", beginning with a letter.',
  };
}

/** Rejects a name that the objects made from it could not carry. */
export function checkName(scope: Construct, name: string): void {
  const mistake = nameMistake(name);
  if (mistake) reject(scope, mistake);
}

/** Rejects a port that no process can listen on. */
export function checkPort<Key extends string>(
  scope: Construct,
  props: { readonly [K in Key]: number },
  key: Key,
): void {
  const port = props[key];
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return;
  reject(scope, {
    rule: 'port',
    message: `${key} ${port}: ports run from 1 to 65535`,
    why: 'The API server refuses the pod template.',
    fix: `${key}: 8000`,
    property: { object: props, key },
  });
}

/** Rejects a variable that is set twice: the later would silently win. */
export function checkVariables(scope: Construct, props: object, variables: readonly Variable[]): void {
  for (const { name, by } of clashes(variables)) {
    reject(scope, {
      rule: 'env-duplicate',
      message: `variable "${name}" is set by ${by.map((owner) => `"${owner}"`).join(' and ')}`,
      why: 'The container gets the last of them, whichever that is.',
      fix: 'Rename one, or drop it.',
      property: { object: props, key: 'env' },
    });
  }
}
