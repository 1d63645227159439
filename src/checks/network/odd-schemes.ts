import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { type HostUse, hostUses } from '../../manifest/hosts/host-uses.js';
import { type HostName, hostsIn } from '../../manifest/hosts/hosts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { oddOnesOut } from '../odd-one-out.js';
import { folded, type Report, report } from '../rule.js';
import { variablesOf } from '../workloads/variables.js';

/**
 * URLs of a Service that say http where nearly all others say https, or the other way round.
 * @param isSaid those of which something better is said
 */
export function* oddSchemes(set: ManifestSet, isSaid: (use: HostUse) => boolean): Iterable<Report> {
  const uses = hostUses(set).filter((use) => isWeb(use.host) && !isSaid(use));
  const services = groupBy(uses, ({ service, host }) => JSON.stringify([service, host.port]));
  for (const group of services.values()) {
    const found = oddOnesOut(group, ({ host }) => host.scheme);
    yield* folded(
      found?.odd ?? [],
      ({ at }) => at,
      ([{ at, host }]) =>
        unlike(at, host, `${found?.count} others`, {
          why: 'One side begins with TLS and the other does not wait for it: every call ends in "wrong version number".',
        }),
    );
  }
}

interface Url {
  readonly name: string;
  readonly at: Field;
  readonly host: HostName;
}

/** Of three or more variables of an object that are called alike and name one host outside, the one with another scheme. */
export function* oddUrls(set: ManifestSet): Iterable<Report> {
  const said = new Set<string>();
  for (const family of groupBy(urlsIn(set).flatMap(members), ([key]) => key).values()) {
    const members = [...new Map(family.map(([, url]) => [url.name, url])).values()];
    const kinds = groupBy(members, ({ host }) => host.scheme ?? '');
    const [[odd, ...more] = [], others = []] = [...kinds.values()].toSorted((a, b) => a.length - b.length);
    if (!odd || more.length > 0 || others.length < 2) continue;
    const place = JSON.stringify([odd.at.manifest.ref, odd.name]);
    if (said.has(place)) continue;
    said.add(place);
    yield unlike(odd.at, odd.host, others.map(({ name }) => name).join(' and '), {
      why: 'Who compares addresses letter by letter, as for a callback, refuses it, and cookies for https are not sent.',
    });
  }
}

function unlike(at: Field, { host, scheme }: HostName, others: string, more: Partial<Report>): Report {
  const usual = scheme === 'http' ? 'https' : 'http';
  return report(at, `"${scheme}" to "${host}" here, and "${usual}" for ${others}`, {
    severity: 'warning',
    fix: `Write ${usual}://.`,
    ...more,
  });
}

function isWeb({ scheme }: HostName): boolean {
  return scheme === 'http' || scheme === 'https';
}

function urlsIn(set: ManifestSet): Url[] {
  return variablesOf(set).flatMap(({ name, at }) => {
    const [host, ...more] = at.text?.includes('://') ? hostsIn(at.text) : [];
    const isOutside = host?.form === 'url' && host.host.includes('.') && isWeb(host);
    return isOutside && more.length === 0 ? [{ name, at, host }] : [];
  });
}

/** Each with the families that it may be of: those whose names differ in one word. */
function members(url: Url): (readonly [family: string, url: Url])[] {
  const words = url.name.split('_');
  return words.length < 3
    ? []
    : words.map((_, index) => [
        JSON.stringify([url.at.manifest.ref, url.host.host, words.with(index, '*').join('_')]),
        url,
      ]);
}
