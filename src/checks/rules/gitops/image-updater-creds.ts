import { each, get, text } from '../../../manifest/access.js';
import {
  type ApplicationSource,
  applicationSources,
  valueField,
} from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import type { Identity, ManifestSet } from '../../../manifest/manifest-set.js';
import { madeKinds } from '../../../manifest/references/existing.js';
import type { ReferenceGraph } from '../../../manifest/references.js';
import { updaterAnnotations } from '../../gitops/image-updater.js';
import { madeElsewhere, place, shortName, suggestion } from '../../references/missing.js';
import { type Report, report, rule } from '../../rule.js';

const example = (credentials: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: updater
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://argoproj.github.io/argo-helm
    chart: argocd-image-updater
    targetRevision: 0.11.0
    helm:
      valuesObject:
        config:
          registries:
            - name: hub
              prefix: docker.io
              credentials: ${credentials}
  destination:
    server: https://kubernetes.default.svc
    namespace: argocd
`;

const FORMS: Readonly<Record<string, RegExp>> = {
  pullsecret: /^[^/]+\/[^/#]+$/,
  secret: /^[^/]+\/[^/#]+#.+$/,
  env: /^[A-Za-z_]\w*$/,
  ext: /^\//,
};

export const imageUpdaterCreds = rule({
  id: 'image-updater-creds',
  severity: 'error',
  what: "The image updater's credentials of a registry are written as it cannot read them",
  why: 'The updater asks the registry without a log-in: private images are never updated, public ones until the rate limit.',
  fix: 'Write pullsecret:namespace/name, secret:namespace/name#field, env:VARIABLE (its value is user:password), or ext:/path.',
  source: 'Argo CD Image Updater, configuration/registries#specifying-credentials-for-accessing-container-registries',
  wrong: example('env:USER:PASSWORD # <--'),
  right: example('env:HUB_CREDENTIALS'),
  *check({ set, graph }) {
    for (const source of applicationSources(set))
      if (source.chart === 'argocd-image-updater') yield* registries(source, set, graph);
    for (const { settings } of updaterAnnotations(set)) {
      for (const [name, field] of settings) {
        const written = /(?:^|\.)pull-secret$/.test(name)
          ? field.text
          : /^git:(secret:.+)$/.exec(field.text ?? '')?.[1];
        if (written !== undefined && !written.includes('{{')) yield* credential(field, written, name, set, graph);
      }
    }
  },
});

/** Where the API of a registry is that is called otherwise than its images are. Source: the README of the chart. */
const API: Readonly<Record<string, string>> = {
  'docker.io': 'https://registry-1.docker.io',
  'ghcr.io': 'https://ghcr.io',
  'quay.io': 'https://quay.io',
  'gcr.io': 'https://gcr.io',
};

function* registries(source: ApplicationSource, set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  for (const { path, value } of each(source.values, 'config.registries[]')) {
    const [credentials, prefix, url] = ['credentials', 'prefix', 'api_url'].map((name) => text(value, name));
    const at = (name: string) => valueField(source, [...path, name]);
    if (credentials !== undefined && !credentials.includes('{{'))
      yield* credential(at('credentials'), credentials, 'credentials', set, graph);
    const host = Object.hasOwn(API, prefix ?? '') ? API[prefix ?? ''] : undefined;
    if (host !== undefined && url !== undefined && url.replace(/\/$/, '') !== host && !url.includes('{{'))
      yield report(at('api_url'), `"${url}" is not where the registry "${prefix}" answers`, {
        why: 'The updater asks another registry, or a web page, for the tags: it finds none, and updates nothing.',
        fix: `Write api_url: ${host}, or the prefix of the images that are there.`,
      });
  }
}

function* credential(
  at: Field,
  written: string,
  name: string,
  set: ManifestSet,
  graph: ReferenceGraph,
): Iterable<Report> {
  const colon = written.indexOf(':');
  const form = written.slice(0, Math.max(colon, 0));
  const rest = written.slice(colon + 1);
  const pattern = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
  // Git's credentials are a whole Secret.
  const isWhole = name === 'write-back-method';
  if (!pattern) yield report(at, `"${written}" does not begin with pullsecret:, secret:, env: or ext:`);
  else if (!isWhole && !pattern.test(rest)) {
    const one = form === 'env' ? ': it is one variable, with user and password in it' : '';
    yield report(at, `"${written}" is no credential of the form ${form}:${one}`);
  } else if (form === 'pullsecret' || form === 'secret') yield* secret(at, rest, form, set, graph);
}

function* secret(at: Field, rest: string, form: string, set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const [, namespace = '', name = ''] = /^([^/]*)\/([^#]*)/.exec(rest) ?? [];
  const target = graph.resolve({ group: '', kind: 'Secret', namespace, name });
  if (target.is === 'missing') {
    yield* missingSecret(at, { group: '', kind: 'Secret', namespace, name }, set);
    return;
  }
  const manifest = target.is === 'made' ? target.by : target.is === 'manifest' ? target.manifest : undefined;
  if (!manifest || form !== 'pullsecret') return;
  const type =
    manifest.ref.kind === 'Secret' ? text(manifest.object, 'type') : text(manifest.object, 'spec.target.template.type');
  const isTyped = manifest.ref.kind === 'Secret' || manifest.ref.kind === 'ExternalSecret';
  if (
    !isTyped ||
    type === 'kubernetes.io/dockerconfigjson' ||
    get(manifest.object, 'spec.target.template.templateFrom')
  )
    return;
  yield report(at, `Secret "${name}" is of type ${type ?? 'Opaque'}, a pullsecret is kubernetes.io/dockerconfigjson`, {
    fix: 'Give the Secret that type and the key .dockerconfigjson, or use secret:namespace/name#field.',
  });
}

/** One that the set would show: what it has is called otherwise, or it brings the Secrets of that namespace. */
function* missingSecret(at: Field, to: Identity, set: ManifestSet): Iterable<Report> {
  const near = suggestion(set, to) ?? madeElsewhere(set, to);
  const brings = set.owns('Secret', to.namespace) || madeKinds(set).has(`/Secret/${to.namespace}`);
  if (near === undefined && !brings) return;
  yield report(at, `Secret ${shortName(to.name)} does not exist ${place(to)}`, {
    fix: near,
    severity: near === undefined ? 'warning' : undefined,
  });
}
