import type { Construct } from 'constructs';
import { reject } from '../construct/reject.js';
import { didYouMean } from '../values/did-you-mean.js';

/** Rejects names that are no alert: the compiler does not look for them in what a function returns. */
export function checkSettings(scope: Construct, settings: object, names: readonly string[]): void {
  for (const name of Object.keys(settings)) {
    if (names.includes(name)) continue;
    const near = didYouMean(name, names);
    reject(scope, {
      rule: 'rule-schema',
      message: `"${name}" is no alert`,
      why: 'Nothing is changed by it, and the alert that is meant keeps its limit.',
      fix: near ? `alerts: { ${near}: … }` : `One of ${names.join(', ')}.`,
      property: { object: settings, key: name },
    });
  }
}
