import { groupBy } from '../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { ALB, albAnnotation } from '../../network/alb.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { isOfOtherEnvironment } from '../../values/environment-names.js';
import { type Report, report } from '../rule.js';

const NAME = 'group.name';

/**
 * Ingresses that were meant for the group of others: one whose group has nearly the name and no other member, or that has
 * a place in the order of a group and names none. Two groups on purpose differ in their scheme or certificate.
 */
export function* strays(balancers: readonly Manifest[], set: ManifestSet): Iterable<Report> {
  const nameOf = (one: Manifest) => albAnnotation(one, NAME).text;
  const groups = groupBy(balancers, nameOf);
  const joined = [...groups].filter(([name, members]) => name !== undefined && members.length > 1);
  for (const [name, [one, ...others]] of groups) {
    if (name === undefined || !one || others.length > 0) continue;
    const [meant, members] = joined.find(([other = '', all]) => isNear(name, other) && isAlike(one, all)) ?? [];
    if (meant === undefined || !members) continue;
    yield report(
      albAnnotation(one, NAME),
      `group "${name}" has no other member, and group "${meant}" has ${members.length}`,
      { ...ALONE, fix: `Did you mean "${meant}"?` },
    );
  }
  // The parameters of a class may name the group.
  if (set.kind('IngressClassParams').length > 0) return;
  for (const one of groups.get(undefined) ?? []) {
    const order = albAnnotation(one, 'group.order');
    const [meant, members] = joined.find(([, all]) => isAlike(one, all)) ?? [];
    if (order.exists && meant !== undefined && members)
      yield report(
        order,
        `${describeRef(one.ref)} has a place in a group and names none: group "${meant}" has others`,
        {
          ...ALONE,
          fix: `Add ${ALB}${NAME}: ${meant}.`,
        },
      );
  }
}

const ALONE = {
  severity: 'warning',
  why: 'The Ingress gets a load balancer of its own, with another address: the names that lead to that of the group do not reach it.',
} as const;

/** A slip of the pen, or the word of an environment; a digit, or a word that is a letter, is a choice. */
function isNear(name: string, other: string): boolean {
  if (isOfOtherEnvironment(name, other)) return true;
  const shape = (text: string) => text.replaceAll(/[-_.]?\d+|(?<![a-z])[a-z](?![a-z])/g, '');
  return didYouMean(name, [other]) !== undefined && shape(name) !== shape(other);
}

/** Whether an Ingress asks for the same load balancer as the members of a group. */
function isAlike(one: Manifest, members: readonly Manifest[]): boolean {
  return ['scheme', 'certificate-arn'].every((key) =>
    members.some((member) => albAnnotation(member, key).text === albAnnotation(one, key).text),
  );
}
