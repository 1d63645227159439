import type { Construct } from 'constructs';
import { type Duration, parseDuration } from '../values/duration.js';
import { reject } from './reject.js';
import { derive, type Input } from './traced.js';

/** Rejects spans of time that the type lets pass and no controller reads: `-5m`, `1.5h`, `0s`. */
export function checkDurations(scope: Construct, rule: string, object: object, keys: readonly string[]): void {
  for (const key of keys) {
    const written: unknown = Reflect.get(object, key);
    if (written === undefined) continue;
    const seconds = typeof written === 'string' && written !== '0' ? parseDuration(written) : undefined;
    if (seconds !== undefined && seconds > 0) continue;
    reject(scope, {
      rule,
      message: `${key} ${JSON.stringify(written)} is no span of time`,
      why: 'The controller cannot read it and refuses the whole object.',
      fix: 'Write a whole number with a unit: "30s", "5m", "1h30m".',
      property: { object, key },
    });
  }
}

/** A duration in whole seconds, as controllers take it; 0 for one that `checkDurations` rejects. */
export function inSeconds(written: Input<Duration>): Input<number> {
  return derive(written, (text) => Math.ceil(parseDuration(text) ?? 0));
}
