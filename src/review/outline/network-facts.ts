import { allowed, type Direction, subjectOf } from '../../diff/network/policies.js';
import { type Difference, predicates } from '../../diff/network/sentences.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** Who the pods of a workload may talk to, and who to them; nothing for what has no pods. */
export function networkFacts(manifest: Manifest, set: ManifestSet): string[] {
  if (!set.podTemplate(manifest)) return [];
  return (['ingress', 'egress'] satisfies Direction[]).flatMap((direction) => {
    const subject = subjectOf(manifest);
    const { grants, policies } = allowed(subject, direction, set);
    if (!grants) return [`${subject.name} may ${direction === 'egress' ? 'reach anything' : 'be reached by anyone'}`];
    const nothing = { grants: [], policies: [] };
    const difference: Difference = {
      subject,
      direction,
      isNew: false,
      before: nothing,
      after: { grants, policies },
      gained: grants,
      lost: [],
    };
    const said = predicates(difference).map((one) => `${subject.name} ${one.replace(/^may now/, 'may')}`);
    return said.length > 0
      ? said
      : [`${subject.name} may ${direction === 'egress' ? 'reach nothing' : 'be reached by nobody'}`];
  });
}
