import type { Finding, Place } from '../diagnostic/diagnostic.js';
import { dataLoss } from '../manifest/data-loss.js';
import { describeRef, type Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { didYouMean } from '../values/did-you-mean.js';
import { listed, quoted } from '../values/listed.js';
import { propertyKey } from '../values/property-key.js';
import type { Removed } from './removals.js';

/**
 * Environments that the output has and the fleet has not any more, where the fleet does not say that they may go: with
 * them goes all that keeps their data stores up.
 * @param removed what the fleet says: `dev` → why
 * @param known names of the fleet's environments
 * @param before what stood in the output, by environment
 */
export function unsaidEnvironments(
  removed: Removed,
  known: readonly string[],
  before: readonly ManifestSet[],
): Finding[] {
  return before.flatMap(({ name, manifests }) => {
    const [first, ...more] = manifests.filter(({ object }) => dataLoss(object) !== undefined).sort(byName);
    if (name === '' || known.includes(name) || removed[name]?.trim() || !first) return [];
    return [unsaid(name, [first, ...more], Object.keys(removed), known)];
  });
}

function byName(a: Manifest, b: Manifest): number {
  return describeRef(a.ref) < describeRef(b.ref) ? -1 : 1;
}

/** What the fleet says of environments that it still has: it would be silence when they leave by mistake. */
export function earlyEnvironments(removed: Removed, known: readonly string[], at?: Place): Finding[] {
  return Object.keys(removed)
    .filter((name) => known.includes(name))
    .map((name) => ({
      rule: 'removal-early',
      severity: 'warning',
      message: `the fleet says that environment "${name}" is removed, and has it all the same`,
      ...(at && { at }),
      why: 'When it leaves by mistake one day, nothing asks.',
      fix: `Remove it, or take "${name}" out of \`removed\` of defineFleet.`,
    }));
}

function unsaid(
  name: string,
  holders: readonly [Manifest, ...Manifest[]],
  said: readonly string[],
  known: readonly string[],
): Finding {
  const near = didYouMean(name, said);
  // Namespaces hold what the others are named for.
  const stores = holders.filter(({ ref }) => ref.kind !== 'Namespace');
  const named = listed((stores.length > 0 ? stores : holders).map(({ ref }) => describeRef(ref)));
  const at = holders[0].origin.at?.([]);
  return {
    rule: 'removal-unsaid',
    severity: 'error',
    message: `environment "${name}" leaves the fleet, and the fleet does not say that it may`,
    ...(at && { at }),
    why: `Argo CD finds no folder of it any more: it deletes nothing and keeps nothing up. What runs there runs on, with ${named}, and nobody looks after it.`,
    fix: near
      ? `Did you mean it by "${near}" in \`removed\`? It is "${name}".`
      : `Take it back beside ${listed(quoted(known))}; or, if it is to go, say why in defineFleet: removed: { ${propertyKey(name)}: 'its cluster was shut down' }.`,
  };
}
