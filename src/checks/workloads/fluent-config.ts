import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../../manifest/pod-template.js';

/** A section of Fluent Bit's configuration in its classic format: `[INPUT]` and the lines below it. */
export interface Section {
  readonly name: string;
  /** Keys in lower case, as Fluent Bit compares them. */
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/** What a Fluent Bit of the set runs by. `field`: the key of the ConfigMap that holds it. */
export interface FluentConfig {
  readonly pod: PodTemplate;
  readonly container: Container;
  readonly field: Field;
  /** The folder of the configuration: other files are named from there. */
  readonly folder: string;
  readonly sections: readonly Section[];
  readonly files: MountedFiles;
}

/** Texts of ConfigMaps by the path at which the container sees them, and the folders that hold nothing else. */
export interface MountedFiles {
  readonly texts: ReadonlyMap<string, Field>;
  readonly folders: ReadonlySet<string>;
}

/** What a Fluent Bit runs by; undefined where the set does not hold the file. */
export function configOf({ pod, container, path, files }: FluentBit): FluentConfig | undefined {
  const field = files.texts.get(path);
  return field && { pod, container, field, folder: folderOf(path), sections: sectionsOf(field.text ?? ''), files };
}

/** A container that runs Fluent Bit, with the path of the file that it reads. */
export interface FluentBit {
  readonly pod: PodTemplate;
  readonly container: Container;
  readonly path: string;
  readonly files: MountedFiles;
}

/** Containers of the image, and the file that each reads. Source: fluent/fluent-bit, dockerfiles/Dockerfile (CMD). */
export function fluentBits(set: ManifestSet): readonly FluentBit[] {
  return set.podTemplates().flatMap((pod) =>
    pod.containers.flatMap((container): FluentBit[] => {
      if (!/(?:^|\/)fluent-bit(?::|@|$)/.test(container.field.at('image').text ?? '')) return [];
      const words = ['command', 'args'].flatMap((part) => container.field.items(part).map(({ text = '' }) => text));
      const named = /(?:^|\s)(?:-c|--config)[\s=](\S+)/.exec(words.join(' '))?.[1];
      if (words.length > 0 && named === undefined) return [];
      const path = named ?? '/fluent-bit/etc/fluent-bit.conf';
      return [{ pod, container, path, files: mountedFiles(pod, container, set) }];
    }),
  );
}

function mountedFiles({ manifest, spec }: PodTemplate, { field }: Container, set: ManifestSet): MountedFiles {
  const texts = new Map<string, Field>();
  const folders = new Set<string>();
  for (const mount of field.items('volumeMounts')) {
    const volume = spec.items('volumes').find((one) => one.at('name').text === mount.at('name').text);
    const source = set.find('ConfigMap', manifest.ref.namespace, volume?.at('configMap.name').text ?? '');
    if (!volume || !source) continue;
    const at = (mount.at('mountPath').text ?? '').replace(/\/+$/, '');
    const items = volume.items('configMap.items');
    const part = mount.at('subPath').text;
    if (part === undefined) folders.add(at);
    for (const [key, text] of fieldOf(source).entries('data')) {
      const item = items.find((one) => one.at('key').text === key);
      const path = items.length === 0 ? key : item?.at('path').text;
      if (path === undefined || (part !== undefined && part !== path)) continue;
      texts.set(part === undefined ? `${at}/${path}` : at, text);
    }
  }
  return { texts, folders };
}

/** Source: Fluent Bit, administration/configuring-fluent-bit/classic-mode/format-schema. */
export function sectionsOf(text: string): readonly Section[] {
  const found: { name: string; entries: [string, string][] }[] = [];
  for (const line of text.split('\n')) {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) continue;
    const name = /^\[([^\]]*)\]$/.exec(written)?.[1];
    if (name !== undefined) found.push({ name, entries: [] });
    const [key = '', value = ''] = /^(\S+)\s*(.*)$/.exec(written)?.slice(1) ?? [];
    if (name === undefined) found.at(-1)?.entries.push([key.toLowerCase(), value]);
  }
  return found;
}

/** The value of a key of a section, the first where it is there more than once. */
export function valueIn({ entries }: Section, key: string): string | undefined {
  return entries.find(([own]) => own === key)?.[1];
}

/** A path as the configuration writes it, from the root. */
export function pathFrom(folder: string, written: string): string {
  return written.startsWith('/') ? written : `${folder}/${written}`;
}

/** The folder of a file. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
