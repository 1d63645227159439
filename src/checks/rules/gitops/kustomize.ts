import { fieldOf } from '../../../manifest/field.js';
import { Kustomizations } from '../../../manifest/files/kustomization.js';
import type { Source } from '../../../manifest/files/sources.js';
import { broken, duplicates, entries } from '../../kustomize/entries.js';
import { entryShape } from '../../kustomize/entry-shape.js';
import { jsonPatches } from '../../kustomize/json-patch.js';
import { namedObjects } from '../../kustomize/named-objects.js';
import { patches } from '../../kustomize/patches.js';
import { shape } from '../../kustomize/shape.js';
import { unlikeSiblings } from '../../kustomize/unlike-siblings.js';
import { unlisted } from '../../kustomize/unlisted.js';
import { type Report, rule } from '../../rule.js';

export const kustomize = rule({
  id: 'kustomize',
  severity: 'error',
  what: 'A kustomization cannot be built',
  why: 'kustomize build fails: Argo CD shows a ComparisonError and applies nothing of this folder.',
  fix: 'Mend the entry; kustomize build FOLDER shows the same.',
  exceptions: [
    'What is fetched from elsewhere, and paths that leave the tree that is checked.',
    'Patches where some object comes from a generator, a chart or a remote base: their target may be there.',
    'A patch with a target that selects nothing is a warning: kustomize passes over it.',
  ],
  source: 'kubectl.docs.kubernetes.io/references/kustomize/kustomization; kustomize, api/internal/target',
  exampleFile: 'kustomization.yaml',
  wrong: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - github.com/team/shop//deploy?ref=v1.0.0
patches:
  - replicas.yaml # <--
`,
  right: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - github.com/team/shop//deploy?ref=v1.0.0
patches:
  - path: replicas.yaml
`,
  *checkSources({ sources }) {
    const all = new Kustomizations(sources);
    const fails = new Map<Source, Report>();
    for (const kustomization of all.all) {
      const own = [
        ...shape(kustomization),
        ...entryShape(fieldOf(kustomization)),
        ...namedObjects(kustomization, all),
        ...entries(kustomization, all, sources),
        ...duplicates(kustomization, all),
        ...patches(kustomization, all),
        ...jsonPatches(kustomization, all),
        ...unlisted(kustomization, all, sources),
      ];
      const cause = `${kustomization.path} cannot be built`;
      const failure = own.find(({ severity }) => severity !== 'warning');
      // Other folders fail of it too.
      if (failure) fails.set(kustomization, { ...failure, cause });
      yield* own.map((one) => (one === failure ? { ...one, cause } : one));
    }
    for (const kustomization of all.all) yield* broken(kustomization, all, fails);
    yield* unlikeSiblings(all.all);
  },
});
