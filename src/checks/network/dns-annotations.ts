import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { annotations } from '../../manifest/index/annotated.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean, editDistance } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';

/** What the keys of external-dns begin with. Source: external-dns, docs/annotations. */
export const DNS_KEYS = 'external-dns.alpha.kubernetes.io/';

const KNOWN = [
  'access',
  'alias',
  'controller',
  'endpoints-type',
  'gateway-hostname-source',
  'hostname',
  'ingress',
  'ingress-hostname-source',
  'internal-hostname',
  'set-identifier',
  'target',
  'ttl',
];

/** Keys under the domain of external-dns that are one or two letters away from one of its own. */
export function* dnsAnnotations(set: ManifestSet): Iterable<Report> {
  for (const [key, manifests] of annotations(set)) {
    if (!key.startsWith(DNS_KEYS)) continue;
    const name = key.slice(DNS_KEYS.length);
    const near = KNOWN.includes(name) ? undefined : didYouMean(name, KNOWN);
    if (near === undefined || editDistance(name, near) > 2) continue;
    const fields = manifests.map((one) => fieldOf(one, ['metadata', 'annotations', key]));
    yield* folded(
      fields,
      (field) => field,
      ([first]) =>
        report(first, `"${name}" is no annotation of external-dns, did you mean "${near}"?`, {
          why: 'external-dns looks for its own keys and passes over others: the record is not made as it says here.',
          fix: `Write ${DNS_KEYS}${near}.`,
        }),
    );
  }
}

/** The host names that an annotation lists. */
export function hostsOf({ text: written }: Field): string[] {
  return (written ?? '').split(',').map((one) => one.trim());
}

/** Listed hosts that every external-dns of the set is told to leave alone. */
export function* outsideFilters(lists: readonly Field[], set: ManifestSet): Iterable<Report> {
  const filters = applicationSources(set)
    .filter(({ chart }) => chart === 'external-dns')
    .map((source) => valueBelow(source, ['domainFilters']));
  const domains = filters.map((field) => field.items().flatMap(({ text }) => text ?? []));
  // One that has no filter, or whose filter is not shown, takes every host.
  if (domains.length === 0 || domains.some((some) => some.length === 0 || some.some(isTemplated))) return;
  const all = domains.flat();
  const isOut = (host: string) => host !== '' && !isTemplated(host) && !all.some((one) => within(host, one));
  const hosts = lists.flatMap((list) => hostsOf(list).filter((host) => !isTemplated(host)));
  const [filter] = filters;
  if (filter && hosts.length > 1 && hosts.every(isOut)) {
    yield report(filter, `${said(all)} of domainFilters is the domain of no host that annotations list`, WHY);
    return;
  }
  for (const list of lists) {
    const out = hostsOf(list).filter(isOut);
    if (out.length > 0) yield report(list, `${said(out)} is not within ${said(all)}, the domainFilters`, WHY);
  }
}

// Source: external-dns, endpoint/domain_filter: a domain, or with a dot before it what is below it.
function within(host: string, filter: string): boolean {
  const domain = filter.replace(/^\./, '').replace(/\.$/, '').toLowerCase();
  const name = host.replace(/\.$/, '').toLowerCase();
  return name.endsWith(`.${domain}`) || (name === domain && !filter.startsWith('.'));
}

function said(names: readonly string[]): string {
  return listed(quoted(names));
}

const WHY = {
  why: 'external-dns makes records within its domainFilters alone: no client finds the address of such a host.',
  fix: 'Write the domain of the hosts into domainFilters, or the host as it is meant.',
};
