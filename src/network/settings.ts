import { type Field, fieldOf } from '../manifest/field.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../manifest/pod-template.js';
import { referencesOf, targetManifest } from '../manifest/references.js';

/** A text that a pod's program gets: a variable, an argument, a line of a file. */
export interface Setting {
  /** The variable or key; of arguments none. */
  readonly name: string | undefined;
  readonly value: string;
  /** Where it stands. */
  readonly field: Field;
  /** Whole files are handed to several workloads: not all of them use every line. */
  readonly shared: boolean;
}

/** All that manifests say of what the containers of a pod are told, the files that they mount included. */
export function settingsOf(set: ManifestSet, template: PodTemplate): readonly Setting[] {
  const own = template.containers.flatMap(containerSettings);
  return [...own, ...filesOf(set, template).flatMap(([manifest, keys]) => fileSettings(set, manifest, keys))];
}

/** ConfigMaps, and what makes Secrets, that a pod reads: the keys that it names, or `undefined` for all. */
function filesOf(
  set: ManifestSet,
  { manifest }: PodTemplate,
): readonly (readonly [Manifest, Set<string> | undefined])[] {
  const files = new Map<Manifest, Set<string> | undefined>();
  for (const reference of referencesOf(set).from(manifest)) {
    const target = targetManifest(reference);
    if (!target || (reference.to.kind !== 'ConfigMap' && reference.to.kind !== 'Secret')) continue;
    const keys = reference.keys.map(({ key }) => key);
    const before = files.has(target) ? files.get(target) : new Set<string>();
    files.set(target, keys.length > 0 && before ? new Set([...before, ...keys]) : undefined);
  }
  return [...files];
}

function containerSettings({ field, env }: Container): Setting[] {
  const words = [...field.items('command'), ...field.items('args')].flatMap((item) =>
    item.text === undefined ? [] : [{ name: undefined, value: item.text, field: item, shared: false }],
  );
  const variables = env.flatMap((variable) =>
    variable.value === undefined
      ? []
      : [{ name: variable.name, value: variable.value, field: variable.field.at('value'), shared: false }],
  );
  return [...variables, ...words];
}

/** Values of a ConfigMap; of what makes a Secret, the templates in which it puts addresses and passwords together. */
function fileSettings(set: ManifestSet, manifest: Manifest, keys: ReadonlySet<string> | undefined): Setting[] {
  const path = manifest.ref.kind === 'ExternalSecret' ? 'spec.target.template.data' : 'data';
  if (manifest.ref.kind !== 'ExternalSecret' && manifest.ref.kind !== 'ConfigMap') return [];
  const readers = new Set(
    referencesOf(set)
      .to(manifest)
      .map(({ from }) => from),
  );
  const shared = keys === undefined && readers.size > 1;
  return fieldOf(manifest)
    .entries(path)
    .filter(([name]) => keys?.has(name) ?? true)
    .flatMap(([name, field]) => (field.text === undefined ? [] : [{ name, value: field.text, field, shared }]));
}
