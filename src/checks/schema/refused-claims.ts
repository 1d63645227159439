import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/**
 * What the API server refuses of a claim to storage, or of a StatefulSet's template of one.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidatePersistentVolumeClaimSpec.
 */
export function* refusedClaims(set: ManifestSet): Iterable<Report> {
  for (const claim of set.kind('PersistentVolumeClaim')) yield* refused(fieldOf(claim, 'spec'));
  for (const workload of set.kind('StatefulSet'))
    for (const template of fieldOf(workload, 'spec').items('volumeClaimTemplates')) yield* refused(template.at('spec'));
}

function* refused(spec: Field): Iterable<Report> {
  if (!spec.exists) return;
  const modes = spec.items('accessModes');
  const single = modes.find(({ text }) => text === 'ReadWriteOncePod');
  if (modes.length === 0)
    yield report(spec, 'the claim has no accessModes', { fix: 'Add accessModes: [ReadWriteOnce].' });
  else if (single && modes.length > 1)
    yield report(single, 'ReadWriteOncePod stands beside other accessModes', { fix: 'Keep it alone, or drop it.' });
  if (!spec.at('resources.requests.storage').exists)
    yield report(spec, 'the claim requests no storage', { fix: 'Add resources.requests.storage.' });
}
