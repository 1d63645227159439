import type { Finding } from '../diagnostic/diagnostic.js';
import { get } from '../manifest/access.js';
import { describeRef, type JsonObject, type Manifest } from '../manifest/manifest.js';

/**
 * Fewer replicas of a StatefulSet whose pods own volumes: the claims of the pods that go are kept, and so is what the
 * pods had not worked off yet. Nobody replays it until the pods come back.
 * @param before the object as it stands in a file of the output, if it does
 */
export function tasksLeftBehind(
  manifests: readonly Manifest[],
  before: (file: string) => JsonObject | undefined,
): Finding[] {
  return manifests.flatMap((manifest): Finding[] => {
    const { ref, object, origin } = manifest;
    if (ref.kind !== 'StatefulSet' || get(object, 'spec.volumeClaimTemplates') === undefined) return [];
    const old = before(origin.file);
    const was = old && get(old, 'spec.replicas');
    const now = get(object, 'spec.replicas') ?? 1;
    if (typeof was !== 'number' || typeof now !== 'number' || now >= was) return [];
    const left = Array.from({ length: was - now }, (_, i) => `${ref.name}-${now + i}`);
    const path = ['spec', 'replicas'];
    return [
      {
        rule: 'state-left-behind',
        severity: 'warning',
        message: `${describeRef(ref)} goes from ${was} to ${now} replicas and leaves the state of ${left.join(', ')} behind`,
        object: ref,
        field: 'spec.replicas',
        at: origin.at?.(path),
        from: origin.from?.(path),
        why: 'Their claims are kept, but tasks that they had written down and not finished are not replayed by anyone.',
        fix: 'Let them finish first (stop what sends tasks, wait for the queue), or go back up until they have.',
      },
    ];
  });
}
