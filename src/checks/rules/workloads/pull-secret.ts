import { applicationSources } from '../../../manifest/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { type Reference, type ReferenceGraph, type Target, targetManifest } from '../../../manifest/references.js';
import { parseImageRef } from '../../../values/image-ref.js';
import { listed } from '../../../values/listed.js';
import { place, shortName, suggestion } from '../../references/missing.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { registriesOf } from '../../workloads/pull-registries.js';

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
    for (const edges of groupBy(namedSecrets(set, graph), ({ to }) => to.name).values()) {
      yield* missingSecret(
        set,
        edges.filter(({ target }) => target.is === 'missing'),
      );
      // A secret that holds something else is one cause, however many pods name it.
      for (const same of groupBy(edges, ({ to }) => to.namespace).values()) yield* wrongType(same);
    }
    if (pulled.size === 0) yield* published(open);
  },
});

/** The secrets that pods and their accounts name. */
function namedSecrets(set: ManifestSet, graph: ReferenceGraph): readonly Reference[] {
  const pods = set.podTemplates().flatMap(({ spec }) => spec.items('imagePullSecrets'));
  const accounts = set.fields('ServiceAccount').flatMap((account) => account.items('imagePullSecrets'));
  return [...pods, ...accounts].flatMap((item) => edgeOf(item.at('name'), graph) ?? []);
}

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

function edgeOf(name: Field, graph: ReferenceGraph): Reference | undefined {
  return graph.from(name.manifest).find(({ path }) => path.join('.') === name.path.join('.'));
}

function* wrongType(edges: readonly Reference[]): Iterable<Report> {
  const type = edges[0] && typeOf(edges[0].target);
  if (type === undefined || DOCKER.has(type)) return;
  yield* folded(edges, placeOf, ([first]) =>
    report(
      placeOf(first),
      `Secret "${first.to.name}" is of type ${type}, which the kubelet does not take for pulling`,
      { fix: 'Make it of type kubernetes.io/dockerconfigjson.' },
    ),
  );
}

function placeOf({ from, path }: Reference): Pick<Report, 'manifest' | 'path'> {
  return { manifest: from, path };
}

/** The same Secret is made for each namespace in the same way: those that were left out are said together. */
function missingSecret(set: ManifestSet, edges: readonly Reference[]): readonly Report[] {
  return folded(edges, placeOf, ([first, ...rest]) => {
    const namespaces = new Set(rest.map(({ to }) => to.namespace).filter((one) => one !== first.to.namespace));
    const others = listed([...namespaces].map((one) => `"${one}"`));
    return report(
      placeOf(first),
      `Secret ${shortName(first.to.name)} does not exist ${place(first.to)}${others && `, nor in ${others}`}`,
      { fix: suggestion(set, first.to) },
    );
  });
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
