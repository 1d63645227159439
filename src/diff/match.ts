import type { Finding } from '../diagnostic/diagnostic.js';
import { describeRef, type Manifest, objectKey } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { findRenames } from './renames.js';

/** Objects of two sets side by side. */
export interface Matched {
  readonly same: readonly (readonly [before: Manifest, after: Manifest])[];
  readonly renamed: readonly { readonly before: Manifest; readonly after: Manifest; readonly kindChanged: boolean }[];
  readonly added: readonly Manifest[];
  readonly removed: readonly Manifest[];
  /** Two manifests of one identity: only one of them counts. */
  readonly findings: readonly Finding[];
}

/**
 * Matches objects by identity: group, kind, namespace and name. What is left on both sides and alike, but for the name
 * or the kind, is one object renamed.
 */
export function matchObjects(before: ManifestSet, after: ManifestSet): Matched {
  const old = byIdentity(before);
  const now = byIdentity(after);
  const same = [...old.objects].flatMap(([key, manifest]): [Manifest, Manifest][] => {
    const partner = now.objects.get(key);
    return partner ? [[manifest, partner]] : [];
  });
  const gone = [...old.objects].flatMap(([key, manifest]) => (now.objects.has(key) ? [] : [manifest]));
  const come = [...now.objects].flatMap(([key, manifest]) => (old.objects.has(key) ? [] : [manifest]));
  const renamed = findRenames(gone, come);
  const paired = new Set(renamed.flatMap((pair) => [pair.before, pair.after]));
  return {
    same,
    renamed,
    added: come.filter((manifest) => !paired.has(manifest)),
    removed: gone.filter((manifest) => !paired.has(manifest)),
    findings: now.findings,
  };
}

/** Of several manifests with one identity Argo CD applies the last. Source: Argo CD, controller/state.go. */
function byIdentity({ manifests }: ManifestSet): { objects: Map<string, Manifest>; findings: Finding[] } {
  const objects = new Map<string, Manifest>();
  const findings: Finding[] = [];
  for (const manifest of manifests) {
    const key = objectKey(manifest.ref);
    const earlier = objects.get(key);
    if (earlier) findings.push(twice(earlier, manifest));
    objects.set(key, manifest);
  }
  return { objects, findings };
}

function twice(first: Manifest, last: Manifest): Finding {
  const at = last.origin.at?.(['metadata', 'name']);
  return {
    rule: 'duplicate-resource',
    severity: 'warning',
    message: `${describeRef(last.ref)} is there twice: also in ${first.origin.file}`,
    object: last.ref,
    ...(at ? { at } : {}),
    why: 'Argo CD applies the last one it reads; the difference shown is that of the last.',
    fix: 'Delete one of them.',
  };
}
