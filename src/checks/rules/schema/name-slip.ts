import { groupBy } from '../../../manifest/group-by.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { type WrittenName, writtenNames } from '../../references/written-names.js';
import { report, rule } from '../../rule.js';

const pod = (name: string, variable: string) => `---
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
        - name: ${variable}${variable === 'LOG_LEVEL' ? '' : ' # <--'}
          value: info
`;
const others = ['stock', 'desk', 'mail', 'search'].map((name) => pod(name, 'LOG_LEVEL')).join('');

export const nameSlip = rule({
  id: 'name-slip',
  severity: 'warning',
  what: 'A name is written in one place a letter otherwise than everywhere else',
  why: 'Nothing among the manifests has the name, so that nobody refuses it: what is meant is not found.',
  fix: 'Write it as the others do, or give the two names that differ by more than a letter.',
  exceptions: [
    'Names that are told apart by a digit, and names that an object, a namespace or a label of the set also has.',
    'Names that fewer than four other objects write.',
  ],
  source: 'None: manifests compared with each other',
  wrong: pod('cart', 'LOG_LEVLE') + others,
  right: pod('cart', 'LOG_LEVEL') + others,
  *check({ set }) {
    for (const names of groupBy(writtenNames(set), ({ of }) => of).values()) yield* slips(set, names);
  },
});

const LEAST = 4;

function* slips(set: ManifestSet, names: readonly WrittenName[]) {
  const byName = groupBy(names, ({ name }) => name);
  const writers = new Map([...byName].map(([name, all]) => [name, new Set(all.map(({ at }) => at.manifest))]));
  const usual = [...writers].filter(([, who]) => who.size >= LEAST);
  for (const [name, who] of writers) {
    const [only] = who;
    const [first] = byName.get(name) ?? [];
    if (!first || !only || who.size > 1 || name.length < 4 || isTemplated(name) || namesOf(set).has(name)) continue;
    const meant = usual.find(([other, others]) => isSlip(name, other) && !others.has(only));
    if (meant)
      yield report(first.at, `${first.of} "${name}" is written "${meant[0]}" by ${meant[1].size} others`, {
        fix: `Did you mean "${meant[0]}"?`,
      });
  }
}

/** A letter too many, too few, another, or two swapped; a digit is a choice. */
function isSlip(name: string, other: string): boolean {
  return isOneSlip(name, other) && name.replaceAll(/\d/g, '') !== other.replaceAll(/\d/g, '');
}

/** What is somebody's name is no slip, whoever else is called nearly so. */
const namesOf = perSet((set: ManifestSet): ReadonlySet<string> => {
  const own = ({ ref }: Manifest) => [ref.name, ...(ref.namespace === undefined ? [] : [ref.namespace])];
  const labels = set.podTemplates().flatMap((one) => [...one.labels.values()]);
  return new Set([...set.manifests.flatMap(own), ...labels]);
});
