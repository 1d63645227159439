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
}

/** All that manifests say of what the containers of a pod are told, the files that they mount included. */
export function settingsOf(set: ManifestSet, template: PodTemplate): readonly Setting[] {
  const own = template.containers.flatMap(containerSettings);
  // A ConfigMap that two containers read is read once.
  const read = new Set<Manifest>();
  for (const reference of referencesOf(set).from(template.manifest)) {
    const target = targetManifest(reference);
    if (target && (reference.to.kind === 'ConfigMap' || reference.to.kind === 'Secret')) read.add(target);
  }
  return [...own, ...[...read].flatMap(fileSettings)];
}

function containerSettings({ field, env }: Container): Setting[] {
  const words = [...field.items('command'), ...field.items('args')].flatMap((item) =>
    item.text === undefined ? [] : [{ name: undefined, value: item.text, field: item }],
  );
  const variables = env.flatMap((variable) =>
    variable.value === undefined
      ? []
      : [{ name: variable.name, value: variable.value, field: variable.field.at('value') }],
  );
  return [...variables, ...words];
}

/** Values of a ConfigMap; of what makes a Secret, the templates in which it puts addresses and passwords together. */
function fileSettings(manifest: Manifest): Setting[] {
  const path = manifest.ref.kind === 'ExternalSecret' ? 'spec.target.template.data' : 'data';
  if (manifest.ref.kind !== 'ExternalSecret' && manifest.ref.kind !== 'ConfigMap') return [];
  return fieldOf(manifest)
    .entries(path)
    .flatMap(([name, field]) => (field.text === undefined ? [] : [{ name, value: field.text, field }]));
}
