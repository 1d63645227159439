import { text } from '../../../manifest/access.js';
import { fieldOf } from '../../../manifest/field.js';
import { annotated } from '../../../manifest/index/annotated.js';
import { report, rule } from '../../rule.js';

const example = (annotations: string) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart
  namespace: shop${annotations}
data:
  LOG_LEVEL: INFO
`;

const ID = 'argocd.argoproj.io/tracking-id';
const INSTANCE = 'app.kubernetes.io/instance';

export const tracking = rule({
  id: 'tracking',
  severity: 'warning',
  what: 'A manifest sets what Argo CD marks its objects with',
  why: 'Argo CD takes the object for that of another Application, or not for its own: it is pruned, or never.',
  fix: 'Leave it out: Argo CD writes it.',
  exceptions: [
    `The label ${INSTANCE}, unless argocd-cm chooses to track by label: since 3.0 an annotation is the default.`,
  ],
  source: 'Argo CD, user-guide/resource_tracking',
  wrong: example(`
  annotations:
    argocd.argoproj.io/tracking-id: cart:/ConfigMap:shop/cart # <--`),
  right: example(''),
  *check({ set }) {
    const settings = set.kind('ConfigMap').find(({ ref }) => ref.name === 'argocd-cm');
    const byLabel = settings && text(settings.object, ['data', 'application.resourceTrackingMethod']) === 'label';
    for (const manifest of annotated(set, ID)) {
      const id = fieldOf(manifest, ['metadata', 'annotations', ID]);
      if (id.exists) yield report(id, `${ID} is what Argo CD itself writes`);
    }
    for (const manifest of byLabel ? set.manifests : []) {
      const label = fieldOf(manifest, ['metadata', 'labels', INSTANCE]);
      if (label.exists) yield report(label, `${INSTANCE} is the label that Argo CD tracks by here`);
    }
  },
});
