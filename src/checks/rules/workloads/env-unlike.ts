import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { hostsIn } from '../../../manifest/hosts/hosts.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { environmentCalled, isEnvironmentWord } from '../../../values/environment-names.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { report, rule } from '../../rule.js';
import { moreThanHosts } from '../../workloads/host-only.js';
import { unlikeStores } from '../../workloads/shared-stores.js';
import { serviceName, type Variable, variablesOf } from '../../workloads/variables.js';

const pod = (name: string, value: string) => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
      env:
        - name: ENVIRONMENT
          value: ${value}${value === 'prod' ? '' : ' # <--'}
`;
const others = ['stock', 'desk', 'mail', 'search'].map((name) => pod(name, 'prod')).join('');

export const envUnlike = rule({
  id: 'env-unlike',
  severity: 'warning',
  what: 'A variable names another environment, or another host, than it does for all other services; or another store than for those that share it, or more than a host',
  why: 'The service takes itself to be elsewhere, or calls somebody else than all those beside it: what it sends does not arrive where it is looked for.',
  fix: 'Give it the value that the others have, or another name where another thing is meant.',
  exceptions: [
    'Variables that fewer than four other services have, or of which a fifth differs: they are a choice.',
    'Stores whose variable does not say what they are for (REDIS_URL), and those of other namespaces.',
    'Values that are neither an environment nor a host of the cluster.',
  ],
  source: 'None: manifests compared with each other',
  wrong: pod('cart', 'dev') + others,
  right: pod('cart', 'prod') + others,
  *check({ set }) {
    const said = new Set<Field>();
    for (const [name, variables] of comparable(set)) {
      const found = oddOnesOut(variables, ({ meaning }) => meaning);
      const services = new Set(found?.odd.map(({ pod }) => serviceName(pod)));
      const [first] = found?.odd ?? [];
      // What several do otherwise, they do on purpose.
      if (!found || !first || services.size > 1) continue;
      yield report(first.at, `"${name}" is "${first.at.text}" here, and "${found.usual}" for ${found.count} others`, {
        also: found.odd.map(({ at }) => at),
      });
      for (const { at } of found.odd) said.add(at);
    }
    yield* moreThanHosts(set, said);
    yield* unlikeStores(set, said);
  },
});

interface Telling extends Variable {
  readonly meaning: string;
}

/** Variables that mean something to others too, each service once: a canary is no second opinion. */
function comparable(set: ManifestSet): ReadonlyMap<string, readonly Telling[]> {
  const known = variablesOf(set).flatMap((one): Telling[] => {
    const meaning = meaningOf(one);
    return meaning === undefined ? [] : [{ ...one, meaning }];
  });
  const once = [...groupBy(known, (one) => JSON.stringify([one.name, serviceName(one.pod), one.meaning])).values()];
  return groupBy(
    once.flatMap(([first]) => first ?? []),
    ({ name }) => name,
  );
}

/** The environment, or the host without the port, that a value names; undefined where it is neither. */
function meaningOf({ name, at }: Variable): string | undefined {
  const { text } = at;
  if (text === undefined || isTemplated(text)) return undefined;
  if (isEnvironmentWord(text)) return environmentCalled(text) ?? text;
  const hosts = hostsIn(text).filter(({ form }) => form === 'cluster');
  // Who asks for a host adds the scheme and the port to it: there, they are too much.
  return hosts.length === 1 ? (/_HOST$/.test(name) ? text : hosts[0]?.host) : undefined;
}
