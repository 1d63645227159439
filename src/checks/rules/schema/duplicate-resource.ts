import { ownersOf } from '../../../manifest/argocd/applications.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { folded, report, rule } from '../../rule.js';

export const duplicateResource = rule({
  id: 'duplicate-resource',
  severity: 'error',
  what: 'Two manifests of one cluster are the same object',
  why: 'In one Argo CD Application the last of them wins; in two they overwrite each other, and one prunes what the other keeps.',
  fix: 'Keep one of them, or give one another name.',
  exceptions: [
    'Two that say exactly the same are a warning: nothing flips, but whoever drops one deletes the object.',
    'Manifests of different environments.',
    'A name that the API server completes (generateName).',
    'Manifests that two Applications apply: ownership-overlap says so.',
  ],
  source: 'Argo CD, controller/state.go (RepeatedResourceWarning, SharedResourceWarning)',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
data:
  LOG_LEVEL: DEBUG
---
apiVersion: v1 # <--
kind: ConfigMap
metadata:
  name: shop
  namespace: api
data:
  LOG_LEVEL: INFO
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
data:
  LOG_LEVEL: DEBUG
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-batch
  namespace: api
data:
  LOG_LEVEL: INFO
`,
  *check({ set }) {
    const owners = ownersOf(set);
    for (const [first, ...others] of set.duplicates()) {
      if (!first || first.object.metadata.generateName !== undefined) continue;
      const place = first.origin.at?.([]);
      const where = place ? ` at ${place.file}:${place.line}` : '';
      const owner = owners.get(first)?.name;
      // Of two Applications: ownership-overlap.
      const again = others.filter((manifest) => {
        const other = owners.get(manifest)?.name;
        return owner === undefined || other === undefined || owner === other;
      });
      const text = JSON.stringify(first.object);
      const isSame = ({ object }: Manifest) => JSON.stringify(object) === text;
      yield* folded(
        again,
        (manifest) => ({ manifest, path: [] }),
        (all) =>
          report({ manifest: all[0], path: [] }, `${describeRef(first.ref)} is declared already${where}`, {
            severity: all.every(isSame) ? 'warning' : undefined,
          }),
      );
    }
  },
});
