import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { parseImageRef } from '../../../values/image-ref.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { otherRegistry, unfitSecrets } from '../../workloads/named-pull-secrets.js';

const example = (name: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
  imagePullSecrets:
    - name: ${name}
---
apiVersion: v1
kind: Secret
metadata:
  name: ghcr-pull
  namespace: api
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ""
`;

export const pullSecret = rule({
  id: 'pull-secret',
  severity: 'warning',
  what: 'An image is pulled without the credentials that it needs',
  why: 'The kubelet pulls without a name: ImagePullBackOff for a private image, rate limits for a public one.',
  fix: 'Name a Secret of type kubernetes.io/dockerconfigjson of the same namespace in imagePullSecrets.',
  exceptions: [
    'Images for whose registry the set shows no credentials: they may be public, or the nodes may have some. Only those of ghcr.io that belong to the owner of the repository are named, once.',
    'Pods whose ServiceAccount brings the secret.',
  ],
  source: 'Kubernetes, concepts/containers/images#specifying-imagepullsecrets-on-a-pod',
  wrong: example('ghcr # <--'),
  right: example('ghcr-pull'),
  *check({ set, graph }) {
    const pulled = ownersWithSecrets(set, graph);
    const own = ownPackages(set);
    const open: Field[] = [];
    for (const pod of set.podTemplates()) {
      const names = pod.spec.items('imagePullSecrets').map((item) => item.at('name'));
      yield* otherRegistry(pod, graph);
      if (names.length > 0 || accountBrings(pod, set)) continue;
      for (const { field } of pod.containers) if (own.has(ownerOf(field) ?? '')) open.push(field.at('image'));
      const [needing] = pod.containers.filter(({ field }) => pulled.has(ownerOf(field) ?? ''));
      if (!needing) continue;
      const owner = ownerOf(needing.field) ?? '';
      const image = needing.field.at('image');
      yield report(
        image,
        `image "${image.text}" is pulled without a secret: ${pulled.get(owner)} needs one for "${owner}"`,
      );
    }
    yield* unfitSecrets(set, graph);
    if (pulled.size === 0) yield* published(open);
  },
});

/** Images that the team of the repository publishes itself, where nobody has a secret. */
function published(images: readonly Field[]): Iterable<Report> {
  return folded(
    images,
    (image) => image,
    ([first, ...others]) => {
      const more = others.length > 0 ? `, and ${others.length} more like it` : '';
      return report(
        first,
        `image "${first.text}" is pulled without a secret${more}: a package of GitHub is private at first`,
        {
          why: 'The kubelet pulls without a name: ImagePullBackOff until somebody makes the package public.',
          fix: 'Name a Secret of type kubernetes.io/dockerconfigjson in imagePullSecrets; where the packages are public, accept this.',
        },
      );
    },
  );
}

/** `ghcr.io/team` of the teams from whose repositories the set is applied. */
function ownPackages(set: ManifestSet): ReadonlySet<string> {
  return new Set(
    applicationSources(set).flatMap(({ source }) => {
      const [, team] = /^https:\/\/github\.com\/([\w-]+)\//.exec(source.at('repoURL').text ?? '') ?? [];
      return team === undefined || source.at('chart').exists ? [] : [`ghcr.io/${team.toLowerCase()}`];
    }),
  );
}

/** Registries with the first part of the path (ghcr.io/team) for which some pod has credentials, and which pod. */
function ownersWithSecrets(set: ManifestSet, graph: ReferenceGraph): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pod of set.podTemplates()) {
    const { manifest } = pod;
    const secrets = graph.from(manifest).filter(({ row }) => row.checkedBy === 'pull-secret');
    if (secrets.length === 0) continue;
    for (const { field } of pod.containers) {
      const owner = ownerOf(field);
      // Of an image that everybody may pull, the secret says nothing.
      if (owner === undefined || found.has(owner) || !secrets.some((edge) => targetManifest(edge))) continue;
      found.set(owner, `${manifest.ref.kind} ${describe(manifest)}`);
    }
  }
  return found;
}

function describe({ ref }: Manifest): string {
  return ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
}

/** `ghcr.io/team` of `ghcr.io/team/shop:1`. Images of docker.io without an owner are everybody's. */
function ownerOf(container: Field): string | undefined {
  const image = parseImageRef(container.at('image').text ?? '');
  const [owner, ...rest] = image?.repository.split('/') ?? [];
  if (image === undefined || owner === undefined || rest.length === 0) return undefined;
  return `${image.registry ?? 'docker.io'}/${owner}`;
}

function accountBrings({ spec, manifest }: PodTemplate, set: ManifestSet): boolean {
  const name = spec.at('serviceAccountName').text ?? 'default';
  const account = set.find('ServiceAccount', manifest.ref.namespace, name);
  return account !== undefined && fieldOf(account).items('imagePullSecrets').length > 0;
}
