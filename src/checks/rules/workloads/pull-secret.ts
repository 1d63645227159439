import { applicationSources } from '../../../manifest/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { type Reference, type ReferenceGraph, type Target, targetManifest } from '../../../manifest/references.js';
import { parseImageRef } from '../../../values/image-ref.js';
import { listed } from '../../closed-calls.js';
import { place, shortName, suggestion } from '../../missing.js';
import { registriesOf } from '../../pull-registries.js';
import { type Report, report, rule } from '../../rule.js';

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
  wrong: `
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
    - name: ghcr # <--
---
apiVersion: v1
kind: Secret
metadata:
  name: ghcr-pull
  namespace: api
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ""
`,
  right: `
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
    - name: ghcr-pull
---
apiVersion: v1
kind: Secret
metadata:
  name: ghcr-pull
  namespace: api
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ""
`,
  *check({ set, graph }) {
    const pulled = ownersWithSecrets(set, graph);
    const own = ownPackages(set);
    const open: Field[] = [];
    const said = new Set<string>();
    const absent = new Map<string, Reference[]>();
    for (const pod of set.podTemplates()) {
      const named = pod.spec.items('imagePullSecrets').map((item) => item.at('name'));
      for (const name of named) {
        // A secret that is missing is one cause, however many pods name it.
        const key = JSON.stringify([pod.manifest.ref.namespace, name.text]);
        if (!said.has(key)) yield* wrong(name, graph, absent);
        said.add(key);
      }
      yield* otherRegistry(pod, graph);
      if (named.length > 0 || accountBrings(pod, set)) continue;
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
    for (const account of set.fields('ServiceAccount')) {
      for (const name of account.items('imagePullSecrets').map((item) => item.at('name'))) {
        const key = JSON.stringify([account.manifest.ref.namespace, name.text]);
        if (!said.has(key)) yield* wrong(name, graph, absent);
        said.add(key);
      }
    }
    for (const edges of absent.values()) yield* missingSecret(set, edges);
    if (pulled.size === 0) yield* published(open);
  },
});

/** Images that the team of the repository publishes itself, where nobody has a secret. */
function* published(images: readonly Field[]): Iterable<Report> {
  const [first, ...others] = images;
  if (!first) return;
  const more = others.length > 0 ? `, and ${others.length} more like it` : '';
  yield report(
    first,
    `image "${first.text}" is pulled without a secret${more}: a package of GitHub is private at first`,
    {
      why: 'The kubelet pulls without a name: ImagePullBackOff until somebody makes the package public.',
      fix: 'Name a Secret of type kubernetes.io/dockerconfigjson in imagePullSecrets; where the packages are public, accept this.',
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

/** An image of a registry for which none of the secrets that are named holds credentials, though others of the pod do. */
function* otherRegistry(pod: PodTemplate, graph: ReferenceGraph): Iterable<Report> {
  const named = graph.from(pod.manifest).filter(({ row }) => row.checkedBy === 'pull-secret');
  const held = named.map(registriesOf);
  if (named.length === 0 || held.includes(undefined)) return;
  const registries = new Set(held.flatMap((hosts) => hosts ?? []));
  const images = pod.containers.flatMap(({ field }) => {
    const image = parseImageRef(field.at('image').text ?? '');
    return image ? [{ at: field.at('image'), registry: image.registry ?? 'docker.io' }] : [];
  });
  const wrong = images.find(({ registry }) => !registries.has(registry));
  // A sidecar from elsewhere may be everybody's; a secret that fits no image at all is a mistake.
  if (!wrong || images.some(({ registry }) => registries.has(registry))) return;
  yield report(
    wrong.at,
    `image "${wrong.at.text}" is of ${wrong.registry}, and the pull secret is for ${[...registries].join(', ')}`,
    { fix: `Give the Secret credentials for ${wrong.registry}, or name the one that has them.` },
  );
}

/** A secret that holds something else, or is not there. */
function* wrong(name: Field, graph: ReferenceGraph, absent: Map<string, Reference[]>): Iterable<Report> {
  const edge = graph.from(name.manifest).find(({ path }) => path.join('.') === name.path.join('.'));
  if (!edge) return;
  if (edge.target.is === 'missing') absent.set(edge.to.name, [...(absent.get(edge.to.name) ?? []), edge]);
  const type = typeOf(edge.target);
  if (type === undefined || DOCKER.has(type)) return;
  yield report(name, `Secret "${edge.to.name}" is of type ${type}, which the kubelet does not take for pulling`, {
    fix: 'Make it of type kubernetes.io/dockerconfigjson.',
  });
}

/** The same Secret is made for each namespace in the same way: those that were left out are said together. */
function missingSecret(set: ManifestSet, edges: readonly Reference[]): Report[] {
  const [first, ...rest] = edges;
  if (!first) return [];
  const others = listed(rest.map(({ to }) => `"${to.namespace}"`));
  return [
    {
      manifest: first.from,
      path: first.path,
      message: `Secret ${shortName(first.to.name)} does not exist ${place(first.to)}${others && `, nor in ${others}`}`,
      fix: suggestion(set, first.to),
    },
  ];
}

const DOCKER = new Set(['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg']);

/** The type of a Secret, where it is known. */
function typeOf(target: Target): string | undefined {
  if (target.is === 'manifest') return fieldOf(target.manifest, 'type').text ?? 'Opaque';
  if (target.is !== 'made') return undefined;
  const template = fieldOf(target.by, target.by.ref.kind === 'SealedSecret' ? 'spec.template' : 'spec.target.template');
  return template.at('type').text ?? (target.by.ref.kind === 'ExternalSecret' ? 'Opaque' : undefined);
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
