import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';
import { serviceName, type Variable, variablesOf } from './variables.js';

/**
 * Stores by which the services of a namespace hand something over (results of tasks, a cache, streams) and that they do
 * not all look for in the same place.
 * @param said where the same is said already
 */
export function* unlikeStores(set: ManifestSet, said: ReadonlySet<Field>): Iterable<Report> {
  const variables = variablesOf(set).flatMap((one): Store[] => {
    const place = SHARED.test(one.name) && !isScheduler(one) ? placeOf(one.at) : undefined;
    return place === undefined ? [] : [{ ...one, place }];
  });
  for (const all of groupBy(variables, ({ pod, name }) => `${pod.manifest.ref.namespace} ${name}`).values()) {
    const once = groupBy(all, ({ pod, place }) => JSON.stringify([serviceName(pod), place]));
    const places = [
      ...groupBy(
        [...once.values()].flatMap(([one]) => one ?? []),
        ({ place }) => place,
      ).values(),
    ].toSorted((a, b) => b.length - a.length);
    const [usual, ...others] = places;
    const [first] = usual ?? [];
    if (!first || others.length === 0) continue;
    // Where it is one against one, either may be meant.
    const odd = others.flat();
    const told = odd.length === 1 && usual?.length === 1 ? [...odd, first] : odd;
    for (const one of told) if (!said.has(one.at)) yield unlike(one, one === first ? (odd[0] ?? first) : first);
  }
}

interface Store extends Variable {
  readonly place: string;
}

/** Names that say what for, and not merely what kind of server: `REDIS_URL` alone may be a store of its own. */
const SHARED = /(?:^|_)(?:RESULT_BACKEND|(?:CACHE|STREAMS?|PUBSUB|EVENTS?|BLACKLIST|SESSIONS?)(?:_REDIS)?_URL)$/;

/** Where a URL leads, without whoever asks; undefined where it is not known. */
function placeOf({ text = '' }: Field): string | undefined {
  if (isTemplated(text)) return undefined;
  const [, scheme, rest] = /^([a-z][a-z+]*):\/\/(?:[^@/]*@)?([^?\s]*)/.exec(text) ?? [];
  return scheme === undefined ? undefined : `${scheme}://${rest}`;
}

/** Celery's scheduler sends tasks and reads no result. */
function isScheduler({ pod }: Variable): boolean {
  return pod.containers.every(
    ({ field, role }) =>
      role !== 'main' || [...field.items('command'), ...field.items('args')].some(({ text }) => text === 'beat'),
  );
}

function unlike({ at, name, place, pod }: Store, other: Store): Report {
  return report(
    at,
    `"${name}" is ${place} for "${pod.manifest.ref.name}", and ${other.place} for "${other.pod.manifest.ref.name}" beside it`,
    {
      why: 'What one of them writes the other does not find: results never come back, and nothing fails.',
      fix: 'Give both the same address and database, or another name where another store is meant.',
    },
  );
}
