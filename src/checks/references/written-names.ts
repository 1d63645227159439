import { applicationSources } from '../../manifest/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { hostUses } from '../../manifest/host-uses.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { parseImageRef } from '../../values/image-ref.js';
import { remoteKeys } from '../security/remote-keys.js';
import { serviceName } from '../workloads/variables.js';

/** A name as somebody wrote it, and what it is the name of: names are compared with others of the same thing alone. */
export interface WrittenName {
  readonly of: string;
  readonly name: string;
  readonly at: Field;
}

/** Names that nothing in the set resolves: whether one is right shows only where others write the same. */
export function writtenNames(set: ManifestSet): WrittenName[] {
  return [
    ...placements(set),
    ...images(set),
    ...repositories(set),
    ...publicHosts(set),
    ...services(set),
    ...peers(set),
    ...labelKeys(set),
    ...variables(set),
    ...remoteKeys(set).flatMap((at) => named('path in the store', at, /^\/?[^/]+\//.exec(at.text ?? '')?.[0])),
  ];
}

function named(of: string, at: Field, name: string | undefined): WrittenName[] {
  return name === undefined ? [] : [{ of, at, name }];
}

/** Labels and taints of nodes. */
function placements(set: ManifestSet): WrittenName[] {
  return set
    .podTemplates()
    .flatMap(({ spec }) => [
      ...spec.entries('nodeSelector').flatMap(([key, at]) => named('label of a node', at, key)),
      ...spec.items('tolerations').flatMap((one) => named('taint', one.at('key'), one.at('key').text)),
    ]);
}

/** Of images that are not called after what runs them: those are compared by image-registry. */
function images(set: ManifestSet): WrittenName[] {
  return set.podTemplates().flatMap((pod) =>
    pod.containers.flatMap(({ field }) => {
      const at = field.at('image');
      const image = parseImageRef(at.text ?? '');
      const parts = image?.repository.split('/') ?? [];
      if (!image || parts.length < 2 || parts.at(-1) === serviceName(pod)) return [];
      return named('place of images', at, `${image.registry ?? 'docker.io'}/${parts.slice(0, -1).join('/')}`);
    }),
  );
}

function repositories(set: ManifestSet): WrittenName[] {
  return applicationSources(set).flatMap(({ source, spec }) => [
    ...named('repository', source.at('repoURL'), source.at('repoURL').text),
    ...named('project', spec.at('project'), spec.at('project').text),
    ...(source.at('chart').exists
      ? []
      : named('revision', source.at('targetRevision'), source.at('targetRevision').text)),
  ]);
}

/** Hosts that clients outside call. */
function publicHosts(set: ManifestSet): WrittenName[] {
  const hosts = [
    ...set.fields('Ingress').flatMap((one) => one.items('spec.rules').map((rule) => rule.at('host'))),
    ...set.fields('VirtualService').flatMap((one) => one.items('spec.hosts')),
  ];
  return hosts.flatMap((at) => named('host', at, at.text?.includes('.') ? at.text : undefined));
}

/** Services that something unseen brings. */
function services(set: ManifestSet): WrittenName[] {
  const called = hostUses(set).flatMap(({ at, service, target }) =>
    target.is !== 'missing' || service.namespace === undefined
      ? []
      : named('Service', at, `${service.name}.${service.namespace}`),
  );
  const routed = set.fields('VirtualService').flatMap((one) =>
    one
      .items('spec.http')
      .flatMap((http) => http.items('route'))
      .map((route) => route.at('destination.host'))
      .flatMap((at) => named('Service', at, /^([\w-]+\.[\w-]+)\.svc/.exec(at.text ?? '')?.[1])),
  );
  return [...called, ...routed.filter(({ name }) => !exists(set, name))];
}

function exists(set: ManifestSet, name: string): boolean {
  const [service = '', namespace] = name.split('.');
  return set.find('Service', namespace, service) !== undefined;
}

/** Labels by which network policies know the pods at the other end. */
function peers(set: ManifestSet): WrittenName[] {
  return set.fields('NetworkPolicy').flatMap((policy) => {
    const ends = [
      ...policy.items('spec.ingress').flatMap((rule) => rule.items('from')),
      ...policy.items('spec.egress').flatMap((rule) => rule.items('to')),
    ];
    return ends.flatMap((end) =>
      ['podSelector', 'namespaceSelector'].flatMap((selector) =>
        end.entries([selector, 'matchLabels']).flatMap(([key, at]) => named(`${selector} with ${key}`, at, at.text)),
      ),
    );
  });
}

function labelKeys(set: ManifestSet): WrittenName[] {
  return set.manifests.flatMap((manifest) =>
    ['labels', 'annotations'].flatMap((part) =>
      fieldOf(manifest)
        .entries(['metadata', part])
        .flatMap(([key, at]) => named(`key of ${part}`, at, key)),
    ),
  );
}

/** Variables that many containers have. */
function variables(set: ManifestSet): WrittenName[] {
  return set
    .podTemplates()
    .flatMap(({ containers }) =>
      containers.flatMap(({ env }) => env.flatMap(({ field, name }) => named('variable', field.at('name'), name))),
    );
}
