import { fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';

/** The Secret that an ExternalSecret makes or fills. */
export function targetOf(manifest: Manifest): string {
  return fieldOf(manifest, 'spec.target.name').text ?? manifest.ref.name;
}

/**
 * ExternalSecrets that are to own a Secret that another one before them owns: the operator refuses the later.
 * Source: External Secrets, guides/ownership-deletion-policy; pkg/controllers/externalsecret: ErrSecretIsOwned.
 */
export function* ownedTwice(set: ManifestSet): Iterable<{ readonly manifest: Manifest; readonly owner: Manifest }> {
  const owners = new Map<string, Manifest>();
  for (const manifest of set.kind('ExternalSecret')) {
    const target = targetOf(manifest);
    if ((fieldOf(manifest, 'spec.target.creationPolicy').text ?? 'Owner') !== 'Owner' || isTemplated(target)) continue;
    const key = `${manifest.ref.namespace ?? ''}/${target}`;
    const owner = owners.get(key);
    // The same object twice is said by itself.
    if (owner && owner.ref.name !== manifest.ref.name) yield { manifest, owner };
    if (!owner) owners.set(key, manifest);
  }
}
