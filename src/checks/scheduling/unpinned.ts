import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';
import { pinsOf, toleratedBy } from './pins.js';

/** A toleration for nodes that are not asked for, where all others of the kind that have one ask for theirs. */
export function* unpinned(set: ManifestSet): Iterable<Report> {
  const pins = groupBy(pinsOf(set), ({ place }) => place.manifest);
  const tolerations = set.podTemplates().flatMap(({ manifest, spec }) =>
    toleratedBy(spec).flatMap(({ key, value }) => {
      const own = pins.get(manifest) ?? [];
      // Where it asks for others by the same label, it is their taint that is not tolerated.
      if (value === undefined || value === '' || own.some((pin) => pin.key === key && pin.value !== value)) return [];
      return [{ spec, key, value, isPinned: own.some((pin) => pin.key === key) }];
    }),
  );
  for (const group of groupBy(tolerations, ({ spec, key }) => `${spec.manifest.ref.kind} ${key}`).values()) {
    const found = oddOnesOut(group, ({ isPinned }) => (isPinned ? 'yes' : 'no'));
    if (found?.usual !== 'yes') continue;
    for (const { spec, key, value } of found.odd) {
      const selector = spec.at('nodeSelector');
      yield report(
        selector.exists ? selector : spec.at('tolerations'),
        `the taint ${key}=${value} is tolerated, and nodes with ${key}: ${value} are not asked for, as ${found.count} others do`,
        {
          why: 'A toleration draws no pod to a node: it is started on any other, beside whom that was kept for, or on none that has the label.',
          fix: `Write nodeSelector: {${key}: ${value}}.`,
        },
      );
    }
  }
}
