import { applicationSources } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { hostUses } from '../../manifest/hosts/host-uses.js';
import { hostsIn } from '../../manifest/hosts/hosts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { destinationsOf } from '../../network/mesh-routes.js';
import { parseImageRef } from '../../values/image-ref.js';
import { remoteKeys } from '../security/remote-keys.js';
import { serviceName, variablesOf } from '../workloads/variables.js';

/** A name as somebody wrote it. */
export interface WrittenName {
  /** Where it stands first. */
  readonly at: Field;
  /** Where it stands of each that writes it, in turn: one that writes it here and there may be there more than once. */
  readonly places: readonly Field[];
}

/** Names by what they are the names of: they are compared with others of the same thing alone. */
export type WrittenNames = ReadonlyMap<string, ReadonlyMap<string, WrittenName>>;

/** Names that nothing in the set resolves: whether one is right shows only where others write the same. */
export function writtenNames(set: ManifestSet): WrittenNames {
  const names = new Names();
  placements(set, names);
  images(set, names);
  repositories(set, names);
  publicHosts(set, names);
  services(set, names);
  peers(set, names);
  labelKeys(set, names);
  variables(set, names);
  for (const at of remoteKeys(set)) names.add('path in the store', /^\/?[^/]+\//.exec(at.text ?? '')?.[0], at);
  return names.all;
}

class Names {
  readonly all = new Map<string, Map<string, WrittenName & { readonly places: Field[] }>>();

  /** @param key under which, below the field, the name stands; it may be the name itself */
  add(of: string, name: string | undefined, field: Field, key?: string): void {
    if (name === undefined) return;
    let names = this.all.get(of);
    if (!names) {
      names = new Map();
      this.all.set(of, names);
    }
    const known = names.get(name);
    if (!known) names.set(name, { at: key === undefined ? field : field.at([key]), places: [field] });
    else if (known.places.at(-1)?.manifest !== field.manifest) known.places.push(field);
  }
}

/** Labels and taints of nodes. */
function placements(set: ManifestSet, names: Names): void {
  for (const { spec } of set.podTemplates()) {
    const selector = spec.at('nodeSelector');
    for (const key of Object.keys(selector.object)) names.add('label of a node', key, selector, key);
    for (const one of spec.items('tolerations')) names.add('taint', one.at('key').text, one.at('key'));
  }
}

/** Of images that are not called after what runs them: those are compared by image-registry. */
function images(set: ManifestSet, names: Names): void {
  for (const pod of set.podTemplates()) {
    for (const { field } of pod.containers) {
      const at = field.at('image');
      const image = parseImageRef(at.text ?? '');
      const parts = image?.repository.split('/') ?? [];
      if (!image || parts.length < 2 || parts.at(-1) === serviceName(pod)) continue;
      names.add('place of images', `${image.registry ?? 'docker.io'}/${parts.slice(0, -1).join('/')}`, at);
    }
  }
}

function repositories(set: ManifestSet, names: Names): void {
  for (const { source, spec } of applicationSources(set)) {
    const [repository, project, revision] = [source.at('repoURL'), spec.at('project'), source.at('targetRevision')];
    names.add('repository', repository.text, repository);
    names.add('project', project.text, project);
    if (!source.at('chart').exists) names.add('revision', revision.text, revision);
  }
}

/** Hosts that clients outside call. */
function publicHosts(set: ManifestSet, names: Names): void {
  const hosts = [
    ...set.fields('Ingress').flatMap((one) => one.items('spec.rules').map((rule) => rule.at('host'))),
    ...set.fields('VirtualService').flatMap((one) => one.items('spec.hosts')),
  ];
  for (const at of hosts) names.add('host', at.text?.includes('.') ? at.text : undefined, at);
  for (const { at } of variablesOf(set)) {
    const found = at.text?.includes('://') ? hostsIn(at.text) : [];
    // A list may name those of several environments.
    const [one, ...more] = found.filter(({ form, host }) => form === 'url' && /\.[a-z]+$/.test(host));
    if (one && more.length === 0) names.add('host', one.host, at);
  }
  const outside = set.fields('ServiceEntry').flatMap((one) => one.items('spec.hosts'));
  for (const at of [...hosts, ...outside]) names.add('domain', /[\w-]+\.[a-z]+$/.exec(at.text ?? '')?.[0], at);
}

/** Services that something unseen brings. */
function services(set: ManifestSet, names: Names): void {
  for (const { at, service, target } of hostUses(set)) {
    if (target.is === 'missing' && service.namespace !== undefined)
      names.add('Service', `${service.name}.${service.namespace}`, at);
  }
  const ofMesh = [
    ...set.kind('VirtualService').flatMap((one) => destinationsOf(one).map(({ field }) => field.at('host'))),
    ...set.fields('DestinationRule').map((one) => one.at('spec.host')),
  ];
  for (const at of ofMesh) {
    const name = /^([\w-]+\.[\w-]+)\.svc/.exec(at.text ?? '')?.[1];
    if (name !== undefined && !exists(set, name)) names.add('Service', name, at);
  }
}

function exists(set: ManifestSet, name: string): boolean {
  const [service = '', namespace] = name.split('.');
  return set.find('Service', namespace, service) !== undefined;
}

/** Labels by which network policies know the pods at the other end. */
function peers(set: ManifestSet, names: Names): void {
  for (const policy of set.fields('NetworkPolicy')) {
    const ends = [
      ...policy.items('spec.ingress').flatMap((rule) => rule.items('from')),
      ...policy.items('spec.egress').flatMap((rule) => rule.items('to')),
    ];
    for (const end of ends) {
      for (const selector of ['podSelector', 'namespaceSelector']) {
        for (const [key, at] of end.entries([selector, 'matchLabels']))
          names.add(`${selector} with ${key}`, at.text, at);
      }
    }
  }
}

const KEYS = [
  ['key of labels', 'metadata.labels'],
  ['key of annotations', 'metadata.annotations'],
] as const;

function labelKeys(set: ManifestSet, names: Names): void {
  for (const manifest of set.manifests) {
    for (const [part, path] of KEYS) {
      const field = fieldOf(manifest, path);
      for (const key of Object.keys(field.object)) names.add(part, key, field, key);
    }
  }
}

/** Variables that many containers have. */
function variables(set: ManifestSet, names: Names): void {
  for (const { containers } of set.podTemplates()) {
    for (const { env } of containers) for (const { field, name } of env) names.add('variable', name, field, 'name');
  }
}
