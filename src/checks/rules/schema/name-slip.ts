import type { Field } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { isOfOtherEnvironment, namesEnvironment } from '../../../values/environment-names.js';
import { type WrittenName, writtenNames } from '../../references/written-names.js';
import { type Report, report, rule } from '../../rule.js';

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
  what: 'A name is written in one place a letter otherwise than everywhere else, or a host as in another environment',
  why: 'Nothing among the manifests has the name, so that nobody refuses it: what is meant is not found.',
  fix: 'Write it as the others do, or give the two names that differ by more than a letter.',
  exceptions: [
    'Names that are told apart by a digit, and names that an object, a namespace or a label of the set also has.',
    'Hosts of objects that are themselves called after an environment, or whose namespace is; a host that several write, unless four times as many write the other.',
    'Names that fewer than four other objects write, but for Services that nothing shows: of them one is enough.',
  ],
  source: 'None: manifests compared with each other',
  wrong: pod('cart', 'LOG_LEVLE') + others,
  right: pod('cart', 'LOG_LEVEL') + others,
  *check({ set }) {
    const said = new Set<string>();
    for (const [of, names] of writtenNames(set)) {
      for (const one of slips(set, of, names)) {
        // A host that is a slip has a domain that is one too.
        const key = JSON.stringify([one.manifest.ref, one.path]);
        if (!said.has(key)) yield one;
        said.add(key);
      }
    }
  },
});

type Written = readonly [name: string, written: WrittenName];

const LEAST = 4;

/** How many others must write the usual. Two Services that nothing shows, and whose names differ by a letter, are one. */
function leastOf(of: string): number {
  return of === 'Service' ? 1 : LEAST;
}

function* slips(set: ManifestSet, of: string, names: ReadonlyMap<string, WrittenName>) {
  const least = leastOf(of);
  const usual = [...names].filter(([, { places }]) => places.length >= least && isUsual(places, least));
  if (usual.length === 0) return;
  for (const [name, { at, places }] of names) {
    if (name.length < 4 || isTemplated(name) || namesOf(set).has(name)) continue;
    const foreign = of === 'host' ? usual.find((other) => isForeign(name, places, other)) : undefined;
    if (foreign) {
      yield* places.map((place) => slip(of, name, place, foreign, FOREIGN));
      continue;
    }
    if (places.some(({ manifest }) => manifest !== at.manifest)) continue;
    // Who writes both knows both, where they differ by a letter.
    const meant = usual.find(
      ([other, all]) => isSlip(name, other) && !all.places.some(({ manifest }) => manifest === at.manifest),
    );
    if (meant) yield slip(of, name, at, meant);
  }
}

const FOREIGN = {
  severity: 'error',
  why: 'What is called or waited for is in another environment than all the rest.',
} as const;

function slip(of: string, name: string, at: Field, [meant, { places }]: Written, more: Partial<Report> = {}) {
  return report(at, `${of} "${name}" is written "${meant}" by ${whose(places)}`, {
    fix: `Did you mean "${meant}"?`,
    ...more,
  });
}

function whose(places: readonly Field[]): string {
  const [first, ...more] = new Set(places.map(({ manifest }) => manifest));
  return first && more.length === 0 ? describeRef(first.ref) : `${more.length + 1} others`;
}

/** A host of another environment that a few write, none of whom is called after one. */
function isForeign(name: string, places: readonly Field[], [other, all]: Written): boolean {
  if (places.length * LEAST > all.places.length && places.some(({ manifest }) => manifest !== places[0]?.manifest))
    return false;
  if (!isOfOtherEnvironment(name, other)) return false;
  return !places.some(({ manifest: { ref } }) => [ref.name, ref.namespace ?? ''].some(namesEnvironment));
}

/** Whether enough of them are different. The first few tell, as a rule. */
function isUsual(places: readonly Field[], least: number): boolean {
  const different = new Set<Manifest>();
  return places.some(({ manifest }) => different.add(manifest).size >= least);
}

/** A letter too many, too few, another, or two swapped; a digit is a choice. */
function isSlip(name: string, other: string): boolean {
  // Names of Services and hosts are in small letters.
  if (name.includes('.') && name.toLowerCase() === other) return true;
  if (other.includes('.') && other.toLowerCase() === name) return false;
  return isOneSlip(name, other) && name.replaceAll(/\d/g, '') !== other.replaceAll(/\d/g, '');
}

/** What is somebody's name is no slip, whoever else is called nearly so. */
const namesOf = perSet((set: ManifestSet): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { ref } of set.manifests) names.add(ref.name).add(ref.namespace ?? ref.name);
  for (const { labels } of set.podTemplates()) for (const value of labels.values()) names.add(value);
  return names;
});
