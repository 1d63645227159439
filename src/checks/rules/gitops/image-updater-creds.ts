import { each, get, text } from '../../../manifest/access.js';
import { type ApplicationSource, applicationSources, valueField } from '../../../manifest/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import type { ReferenceGraph } from '../../../manifest/references.js';
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
      if (source.chart === 'argocd-image-updater') yield* registries(source, graph);
  },
});

function* registries(source: ApplicationSource, graph: ReferenceGraph): Iterable<Report> {
  for (const { path, value } of each(source.values, 'config.registries[].credentials')) {
    if (typeof value !== 'string' || value.includes('{{')) continue;
    const place = valueField(source, path);
    const colon = value.indexOf(':');
    const form = value.slice(0, Math.max(colon, 0));
    const rest = value.slice(colon + 1);
    const pattern = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
    if (!pattern) yield report(place, `"${value}" does not begin with pullsecret:, secret:, env: or ext:`);
    else if (!pattern.test(rest)) {
      const one = form === 'env' ? ': it is one variable, with user and password in it' : '';
      yield report(place, `"${value}" is no credential of the form ${form}:${one}`);
    } else if (form === 'pullsecret') yield* pullSecret(place, rest, graph);
  }
}

function* pullSecret(place: Field, rest: string, graph: ReferenceGraph): Iterable<Report> {
  const [namespace, name = ''] = rest.split('/');
  const target = graph.resolve({ group: '', kind: 'Secret', namespace, name });
  const manifest = target.is === 'made' ? target.by : target.is === 'manifest' ? target.manifest : undefined;
  if (!manifest) return;
  const type =
    manifest.ref.kind === 'Secret' ? text(manifest.object, 'type') : text(manifest.object, 'spec.target.template.type');
  const isTyped = manifest.ref.kind === 'Secret' || manifest.ref.kind === 'ExternalSecret';
  if (
    !isTyped ||
    type === 'kubernetes.io/dockerconfigjson' ||
    get(manifest.object, 'spec.target.template.templateFrom')
  )
    return;
  yield report(
    place,
    `Secret "${name}" is of type ${type ?? 'Opaque'}, a pullsecret is kubernetes.io/dockerconfigjson`,
    {
      fix: 'Give the Secret that type and the key .dockerconfigjson, or use secret:namespace/name#field.',
    },
  );
}
