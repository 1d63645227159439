import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';
import { type Variable, variablesOf } from './variables.js';

/**
 * Variables that have the value of a neighbour: `NAVER_REDIRECT_URI` is `…/kakao/callback`, as `KAKAO_REDIRECT_URI` is,
 * where each has its own word in it.
 */
export function* takenValues(set: ManifestSet): Iterable<Report> {
  for (const all of groupBy(variablesOf(set), ({ at }) => at.manifest).values()) {
    const own = [...new Map(all.map((one) => [JSON.stringify([one.at.path]), one])).values()];
    for (const same of groupBy(own, ({ at }) => at.text ?? '').values()) {
      if (same.length !== 2) continue;
      for (const [taker, giver] of [same, same.toReversed()]) {
        if (!taker || !giver) continue;
        const word = wordOf(taker.name, giver.name);
        if (!word || holds(taker, word.own) || !holds(giver, word.its) || !isFamily(own, word)) continue;
        yield report(taker.at, `"${taker.name}" has the value of "${giver.name}": "${giver.at.text}"`, {
          why: `Each of the others has its own word in its value: what is meant for ${word.own} goes to ${word.its}.`,
          fix: `Write the one of ${word.own}.`,
        });
      }
    }
  }
}

interface Word {
  readonly own: string;
  readonly its: string;
  /** The names that differ in that word alone. */
  readonly pattern: RegExp;
}

/** The one word in which two names differ, in lower case. */
function wordOf(name: string, other: string): Word | undefined {
  const [own, its] = [name.split('_'), other.split('_')];
  const [at, ...more] = own.flatMap((word, i) => (word === its[i] ? [] : [i]));
  if (own.length !== its.length || at === undefined || more.length > 0) return undefined;
  const pattern = own.map((word, i) => (i === at ? '([A-Z0-9]+)' : word)).join('_');
  return /^\w+$/.test(name) && own[at] && its[at]
    ? { own: own[at].toLowerCase(), its: its[at].toLowerCase(), pattern: new RegExp(`^${pattern}$`) }
    : undefined;
}

function holds({ at }: Variable, word: string): boolean {
  return (
    word.length >= 3 &&
    (at.text ?? '')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .includes(word)
  );
}

/** Whether a third has its own word in its value. */
function isFamily(all: readonly Variable[], { own, its, pattern }: Word): boolean {
  return all.some((one) => {
    const word = pattern.exec(one.name)?.[1]?.toLowerCase();
    return word !== undefined && word !== own && word !== its && holds(one, word);
  });
}
