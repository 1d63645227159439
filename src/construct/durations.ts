import type { Construct } from 'constructs';
import { type Duration, formatDuration, parseDuration, parseGoDuration } from '../values/duration.js';
import { reject } from './reject.js';
import { derive, type Input } from './traced.js';

/** Rejects spans of time that the type lets pass and no controller reads: `-5m`, `1.5h`, `15 m`, `0s`. */
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
      fix: `Write ${wanted(written)}.`,
      property: { object, key },
    });
  }
}

/** The same for properties that may be nothing at all: `0s`. */
export function checkDurationsOrZero(scope: Construct, rule: string, object: object, keys: readonly string[]): void {
  const isZero = (written: unknown) => typeof written === 'string' && parseDuration(written) === 0;
  checkDurations(
    scope,
    rule,
    object,
    keys.filter((key) => !isZero(Reflect.get(object, key))),
  );
}

/** What was meant, where that can be told, and what a duration looks like. */
function wanted(written: unknown): string {
  const looks = 'a whole number with a unit: "30s", "5m", "1h30m"';
  const text = typeof written === 'string' ? written.replace(/\s|^-/g, '') : '';
  const meant = (parseDuration(text) ?? 0) > 0 ? text : formatDuration(parseGoDuration(text) ?? 0);
  return meant === '0s' || text === '0' ? looks : `"${meant}", ${looks}`;
}

/**
 * A duration in whole seconds, as controllers take it.
 * @param unread for one that `checkDurations` rejects, so that nothing else is said of it
 */
export function inSeconds(written: Input<Duration>, unread = 0): Input<number> {
  return derive(written, (text) => Math.ceil(parseDuration(text) ?? unread));
}
