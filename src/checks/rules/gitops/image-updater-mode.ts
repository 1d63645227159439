import type { Field } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { listed } from '../../../values/listed.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (strategy: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  namespace: argocd
  annotations:
    argocd-image-updater.argoproj.io/image-list: cart=ghcr.io/team/cart:1.x
    argocd-image-updater.argoproj.io/cart.update-strategy: ${strategy}
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/cart
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;

const PREFIX = 'argocd-image-updater.argoproj.io/';
// `latest` and `name` are the older names.
const STRATEGIES = ['semver', 'newest-build', 'latest', 'digest', 'alphabetical', 'name'];
const SETTINGS = [
  'update-strategy',
  'allow-tags',
  'ignore-tags',
  'pull-secret',
  'platforms',
  'force-update',
  'tag-match',
  'kustomize.image-name',
  'helm.image-name',
  'helm.image-tag',
  'helm.image-spec',
];

export const imageUpdaterMode = rule({
  id: 'image-updater-mode',
  severity: 'error',
  what: 'The image updater is told something that it does not do',
  why: 'It passes over the image, or takes its default way: the new image is never rolled out, or another one is.',
  fix: 'Name each image with an alias in image-list, and use that alias before each of its settings.',
  exceptions: ['Values that an ApplicationSet fills in.'],
  source: 'Argo CD Image Updater, basics/update-strategies, basics/update-methods, configuration/images',
  wrong: example('digests # <--'),
  right: example('semver'),
  *check({ set }) {
    for (const annotations of annotated(set)) {
      const list = annotations.at([`${PREFIX}image-list`]);
      const aliases = (list.text ?? '')
        .split(',')
        .map((one) => (one.includes('=') ? (one.split('=')[0] ?? '').trim() : ''));
      for (const [key, field] of annotations.entries()) {
        if (!key.startsWith(PREFIX) || key.endsWith('/image-list')) continue;
        yield* setting(key.slice(PREFIX.length), field, aliases, list.exists);
      }
    }
    yield* undone(set);
  },
});

/** The annotations of Applications, and of the template of ApplicationSets. */
function annotated(set: ManifestSet): Field[] {
  return [
    ...set.fields('Application').map((root) => root.at('metadata.annotations')),
    ...set.fields('ApplicationSet').map((root) => root.at('spec.template.metadata.annotations')),
  ];
}

function* setting(name: string, field: Field, aliases: readonly string[], hasList: boolean): Iterable<Report> {
  const { text = '' } = field;
  if (!hasList) {
    if (name !== 'write-back-method')
      yield report(field, `"${name}" without image-list: the updater looks at no image`);
    return;
  }
  const own = SETTINGS.find((one) => name.endsWith(`.${one}`));
  const alias = own === undefined ? undefined : name.slice(0, -own.length - 1);
  if (alias !== undefined && !aliases.includes(alias) && !alias.includes('{{')) {
    const near = didYouMean(alias, aliases.filter(Boolean));
    yield report(field, `no image of image-list has the alias "${alias}"`, {
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
  }
  if (name.endsWith('update-strategy') && !STRATEGIES.includes(text) && !text.includes('{{'))
    yield report(field, `"${text}" is no update strategy: ${STRATEGIES.join(', ')}`);
  if (name === 'write-back-method' && !/^(?:argocd|git(?::.+)?)$/.test(text) && !text.includes('{{'))
    yield report(field, `"${text}" is no write-back-method: argocd, git, git:secret:NAMESPACE/NAME`);
}

/** What is written into an Application that an ApplicationSet makes is taken back by its controller. Said once. */
function* undone(set: ManifestSet): Iterable<Report> {
  const lists = set.fields('ApplicationSet').flatMap((root) => {
    const annotations = root.at('spec.template.metadata.annotations');
    const list = annotations.at([`${PREFIX}image-list`]);
    const method = annotations.at([`${PREFIX}write-back-method`]).text ?? 'argocd';
    return list.exists && method === 'argocd' && !root.at('spec.ignoreApplicationDifferences').exists ? [list] : [];
  });
  yield* folded(
    lists,
    (list) => list,
    (left) => {
      const names = listed(left.map(({ manifest }) => `"${manifest.ref.name}"`));
      return report(left[0], `${names} will take back the images that the updater writes into what they make`, {
        why: 'The ApplicationSet controller resets each Application to its template.',
        fix: 'Use write-back-method: git, or list spec.source.kustomize.images in ignoreApplicationDifferences.',
      });
    },
  );
}
