import type { Facts } from '../../cluster/facts.js';
import { fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type End, type PodEnd, podEnd } from '../../network/ends.js';
import type { Surroundings } from '../../network/rule-answer.js';
import { half, halfToOthers } from '../../network/verdict.js';
import { parseCidr } from '../../values/cidr.js';
import { type Report, report } from '../rule.js';
import { boundAccounts } from '../security/bound-accounts.js';
import { nearest, placeIn, podsOf } from './closed-calls.js';

/** What does not happen where the API server is not reached. */
export const NO_API = 'Every call to the API server runs into its time-out.';

/** Pods that have a token with permissions and no way to the API server. */
export function* apiServerCalls(set: ManifestSet, { network }: Facts, around: Surroundings): Iterable<Report> {
  const server = network?.apiServer;
  const range = server && parseCidr(server.range);
  for (const from of apiUsers(set)) {
    const verdicts = range
      ? [
          half(around, 'egress', {
            from,
            to: { kind: 'addresses', name: 'API server', range, except: [] },
            port: server.port,
            protocol: 'TCP',
          }),
        ]
      : [443, 6443].map((port) => halfToOthers(around, 'egress', from, port, 'TCP'));
    const verdict = verdicts.find(({ open }) => open) ?? verdicts[0];
    const where = server ? `${server.range}, port ${server.port}` : 'port 443 or 6443';
    const message = `"${from.name}" is not let out to the API server (${where}), which its permissions are for`;
    if (!verdict || verdict.open) continue;
    const to: End = { kind: 'hidden', name: 'kubernetes', namespace: 'default' };
    const needed = { from, to, port: server?.port ?? 443 };
    const policy = nearest({ policies: verdict.policies, direction: 'egress', needed });
    if (!policy) continue;
    yield report(placeIn(set, policy, 'egress', { needed }), message, { why: NO_API, also: podsOf([from]) });
  }
}

function apiUsers(set: ManifestSet): readonly PodEnd[] {
  const bound = boundAccounts(set);
  return set.podTemplates().flatMap((template) => {
    const { namespace = '' } = template.manifest.ref;
    const account = template.spec.at('serviceAccountName').text ?? 'default';
    const mounted = template.spec.at('automountServiceAccountToken').flag;
    const own = set.find('ServiceAccount', namespace, account);
    const byDefault = own ? fieldOf(own, 'automountServiceAccountToken').flag !== false : true;
    if (!bound.has(`${namespace}/${account}`) || !(mounted ?? byDefault)) return [];
    return podEnd(template) ?? [];
  });
}
