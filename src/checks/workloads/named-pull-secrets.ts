import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import type { Reference, ReferenceGraph, Target } from '../../manifest/references.js';
import { parseImageRef } from '../../values/image-ref.js';
import { listed, quoted } from '../../values/listed.js';
import { place, shortName, suggestion } from '../references/missing.js';
import { folded, type Report, report } from '../rule.js';
import { registriesOf } from './pull-registries.js';

/** Pull secrets that are named and missing, or of a type that the kubelet does not take. */
export function* unfitSecrets(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  for (const edges of groupBy(namedSecrets(set, graph), ({ to }) => to.name).values()) {
    yield* missingSecret(
      set,
      edges.filter(({ target }) => target.is === 'missing'),
    );
    // A secret that holds something else is one cause, however many pods name it.
    for (const same of groupBy(edges, ({ to }) => to.namespace).values()) yield* wrongType(same);
  }
}

/** The secrets that pods and their accounts name. */
function namedSecrets(set: ManifestSet, graph: ReferenceGraph): readonly Reference[] {
  const pods = set.podTemplates().flatMap(({ spec }) => spec.items('imagePullSecrets'));
  const accounts = set.fields('ServiceAccount').flatMap((account) => account.items('imagePullSecrets'));
  return [...pods, ...accounts].flatMap((item) => edgeOf(item.at('name'), graph) ?? []);
}

/** An image of a registry for which none of the secrets that are named holds credentials, though others of the pod do. */
export function* otherRegistry(pod: PodTemplate, graph: ReferenceGraph): Iterable<Report> {
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
    const namespaces = new Set(
      rest.flatMap(({ to }) => to.namespace ?? []).filter((one) => one !== first.to.namespace),
    );
    const others = listed(quoted([...namespaces]));
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
