import type { Construct } from 'constructs';
import { clashes, type Variable } from '../construct/environment-variables.js';
import { reject } from '../construct/reject.js';

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
