import type { Construct } from 'constructs';
import type { NetworkFacts } from '../../cluster/facts.js';
import type { CallSite } from '../../construct/place.js';
import { reject } from '../../construct/reject.js';
import { overlaps, parseCidr } from '../../values/cidr.js';

type Range = 'pods' | 'services' | 'nodes' | 'loadBalancers';

const RANGES: readonly Range[] = ['pods', 'services', 'nodes', 'loadBalancers'];

/** Ranges that share no address. Routable pods have addresses of the machines' network. */
function apart({ podsRoutable }: NetworkFacts): readonly (readonly [Range, Range])[] {
  return [['pods', 'services'], ['nodes', 'services'], ...(podsRoutable ? [] : [['pods', 'nodes'] as const])];
}

/** Rejects ranges of a cluster's network that are none, or in which an address means two things. */
export function checkRanges(scope: Construct, network: NetworkFacts, site: CallSite): void {
  for (const key of RANGES) {
    const range = network[key];
    if (range === undefined || parseCidr(range)) continue;
    reject(scope, {
      rule: 'cluster-network',
      message: `${key} "${range}" is no range of addresses`,
      why: 'Network policies name it: the API server refuses them, and what they should let through stays closed.',
      fix: 'Write an address and how many of its bits count, 0 to 32: 10.244.0.0/16.',
      site,
    });
  }
  for (const [key, other] of apart(network)) {
    const [one, two] = [network[key] ?? '', network[other] ?? ''];
    const [own, its] = [parseCidr(one), parseCidr(two)];
    if (!own || !its || !overlaps(own, its)) continue;
    reject(scope, {
      rule: 'cluster-network',
      message: `${key} "${one}" and ${other} "${two}" share addresses`,
      why: 'A network policy that means the one lets the other through, and in the cluster one address leads to two places.',
      fix: 'Write the ranges that the cluster was made with: kubectl cluster-info dump | grep -m2 -E "cluster-cidr|service-cluster-ip-range".',
      site,
    });
  }
}
