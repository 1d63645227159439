import { object } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { annotations } from '../../../manifest/index/annotated.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';

const example = (name: string) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart
  namespace: shop
  annotations:
    ${name}: "-1"${name.endsWith('/sync-wave') ? '' : ' # <--'}
`;

const DOMAIN = 'argocd.argoproj.io';

// Source: Argo CD, user-guide/annotations-and-labels; common/common.go.
const ANNOTATIONS = [
  ...['sync-wave', 'sync-options', 'hook', 'hook-delete-policy', 'compare-options', 'tracking-id', 'installation-id'],
  ...['refresh', 'refresh-timestamp', 'hydrate', 'hydrate-timestamp', 'skip-reconcile', 'application-set-refresh'],
  ...['ignore-healthcheck', 'ignore-default-links', 'ignore-resource-updates', 'ignore-restart-policy'],
  ...['manifest-generate-paths', 'managed-by-url', 'deletion-approved', 'health-aggregate-overrides'],
  ...[
    'client-side-apply-migration-manager',
    'auto-label-cluster-info',
    'secret-type',
    'instance',
    'kubernetes-version',
  ],
];
/** Those that are read of the object that Argo CD applies, and of nothing within it. */
const OF_OBJECTS = new Set(
  ['sync-wave', 'sync-options', 'hook', 'hook-delete-policy', 'compare-options'].map((name) => `${DOMAIN}/${name}`),
);
// Source: Argo CD, user-guide/app_deletion; pkg/apis/application/v1alpha1/application_defaults.go.
const FINALIZERS = [
  'resources-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/foreground',
  'resources-finalizer.argocd.argoproj.io/background',
  'post-delete-finalizer.argocd.argoproj.io',
  'post-delete-finalizer.argocd.argoproj.io/cleanup',
  'pre-delete-finalizer.argocd.argoproj.io',
  'pre-delete-finalizer.argocd.argoproj.io/cleanup',
];

export const argocdName = rule({
  id: 'argocd-name',
  severity: 'error',
  what: 'An annotation or a finalizer of Argo CD is misspelt, or where Argo CD does not look',
  why: 'Nothing reads it, without a word: the object has no wave, no hook, no option.',
  fix: 'Write the name as Argo CD reads it, in metadata.annotations of the object that it applies.',
  exceptions: ['Names that are like none of those that Argo CD reads: another program may.'],
  source: 'Argo CD, user-guide/annotations-and-labels, user-guide/app_deletion',
  wrong: example('argocd.argoproj.io/sync-waves'),
  right: example('argocd.argoproj.io/sync-wave'),
  *check({ set }) {
    // Of thousands of annotations few are Argo CD's: a field is made for these alone.
    for (const [key, manifests] of annotations(set)) {
      if (!key.includes('argo')) continue;
      for (const manifest of manifests) yield* annotation(key, fieldOf(manifest, ['metadata', 'annotations', key]));
    }
    for (const manifest of set.manifests) {
      const { labels } = manifest.object.metadata;
      for (const key of Object.keys(object(labels)))
        if (OF_OBJECTS.has(key))
          yield report(
            fieldOf(manifest, ['metadata', 'labels', key]),
            `"${key}" is read of annotations, not of labels`,
            { fix: 'Move it to metadata.annotations.' },
          );
    }
    yield* ofTemplates(set);
    for (const kind of ['Application', 'ApplicationSet', 'AppProject'])
      for (const root of set.fields(kind)) yield* finalizers(root, kind);
  },
});

function* annotation(key: string, field: Field): Iterable<Report> {
  const slash = key.indexOf('/');
  if (slash < 0) return;
  const [domain, name] = [key.slice(0, slash), key.slice(slash + 1)];
  if (domain !== DOMAIN) {
    // What any object may have: other names are also those of other programs.
    if (OF_OBJECTS.has(`${DOMAIN}/${name}`) && didYouMean(domain, [DOMAIN]) !== undefined)
      yield report(field, `Argo CD reads no annotation "${key}"`, { fix: `Did you mean "${DOMAIN}/${name}"?` });
    return;
  }
  if (ANNOTATIONS.includes(name)) return;
  const near = didYouMean(name, ANNOTATIONS);
  if (near !== undefined)
    yield report(field, `Argo CD reads no annotation "${key}"`, { fix: `Did you mean "${DOMAIN}/${near}"?` });
}

/** What a pod template says is said of its pods, which Argo CD does not apply. */
function* ofTemplates(set: ManifestSet): Iterable<Report> {
  for (const { manifest, field } of set.podTemplates()) {
    if (manifest.ref.kind === 'Pod') continue;
    const own = fieldOf(manifest, 'metadata.annotations').object;
    // Charts write what is common to all into both.
    for (const key of Object.keys(field.at('metadata.annotations').object))
      if (OF_OBJECTS.has(key) && own[key] === undefined)
        yield report(
          field.at(['metadata', 'annotations', key]),
          `"${key}" stands at the pod template: Argo CD applies the ${manifest.ref.kind}`,
          { fix: `Move it to metadata.annotations of the ${manifest.ref.kind}.` },
        );
  }
}

function* finalizers(root: Field, kind: string): Iterable<Report> {
  const at = kind === 'ApplicationSet' ? 'spec.template.metadata.finalizers' : 'metadata.finalizers';
  for (const field of root.items(at)) {
    const { text } = field;
    if (text === undefined || FINALIZERS.includes(text) || !/argo/.test(text) || text.includes('{{')) continue;
    const near = didYouMean(text, FINALIZERS);
    if (near === undefined) continue;
    yield report(field, `no controller knows the finalizer "${text}"`, {
      why: 'Its objects are not deleted with it, and nobody takes the finalizer off: it stays Terminating for good.',
      fix: `Did you mean "${near}"?`,
    });
  }
}
