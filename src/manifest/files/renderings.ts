import { object } from '../access.js';
import { type Json, type Manifest, objectKey } from '../manifest.js';

/** A file of objects. */
export interface ObjectFile {
  readonly path: string;
  readonly manifests: readonly Manifest[];
}

// Of an object that many files hold, so many are compared: a tree of copies takes no longer than its size.
const MOST = 8;

/**
 * Without the files from which a tool has made another one that lies in the tree too: each of their objects stands in
 * that file of another folder, the same but for objects, labels and namespaces that were added.
 */
export function withoutRendered(files: readonly ObjectFile[]): readonly ObjectFile[] {
  const holders = holdersOf(files);
  return files.filter((file) => {
    const [first] = file.manifests;
    const candidates = first ? (holders.get(objectKey(first.ref)) ?? []).slice(0, MOST) : [];
    return !candidates.some((other) => other.file !== file && isMadeFrom(other, file));
  });
}

interface Holder {
  readonly file: ObjectFile;
  readonly objects: ReadonlyMap<string, Manifest>;
}

function holdersOf(files: readonly ObjectFile[]): ReadonlyMap<string, readonly Holder[]> {
  const holders = new Map<string, Holder[]>();
  for (const file of files) {
    const objects = new Map(file.manifests.map((manifest) => [objectKey(manifest.ref), manifest]));
    for (const key of objects.keys()) {
      const known = holders.get(key);
      if (known) known.push({ file, objects });
      else holders.set(key, [{ file, objects }]);
    }
  }
  return holders;
}

function isMadeFrom({ file, objects }: Holder, source: ObjectFile): boolean {
  if (file.manifests.length < source.manifests.length || folderOf(file.path) === folderOf(source.path)) return false;
  let added = file.manifests.length - source.manifests.length;
  const same = source.manifests.every((manifest) => {
    const other = objects.get(objectKey(manifest.ref));
    // A renderer may overwrite a label, but takes none away.
    const before = Object.keys(object(manifest.object, 'metadata.labels'));
    const after = Object.keys(object(other?.object, 'metadata.labels'));
    added += after.length - before.length;
    return other && body(other) === body(manifest) && before.every((label) => after.includes(label));
  });
  // Two that are the same to the letter are a copy, not a rendering.
  return same && added > 0;
}

/** All of an object but its metadata, to which renderers add labels and namespaces. */
function body(manifest: Manifest): string {
  const { metadata: _, ...rest } = manifest.object;
  return JSON.stringify(sorted(rest));
}

function sorted(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** Three objects or more, and half of the smaller file: no slip, but a second rendering. */
const SHARED = 3;

/**
 * Files of one folder that hold the same objects over again, such as one chart with two files of values: a cluster
 * receives one of them. Each group has two or more, by name; their names begin with the same word.
 */
export function alternatives(files: readonly ObjectFile[]): readonly (readonly ObjectFile[])[] {
  const groups: ObjectFile[][] = [];
  const siblings = new Map<string, ObjectFile[]>();
  const large = files.filter(({ manifests }) => manifests.length >= SHARED);
  for (const file of large.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const key = `${folderOf(file.path)}/${firstWord(file.path)}`;
    siblings.set(key, [...(siblings.get(key) ?? []), file].slice(0, MOST));
  }
  for (const members of siblings.values()) {
    const taken = new Set<ObjectFile>();
    for (const one of members) {
      if (taken.has(one)) continue;
      const group = members.filter((other) => other === one || (!taken.has(other) && areAlike(one, other)));
      if (group.length < 2) continue;
      for (const member of group) taken.add(member);
      groups.push(group);
    }
  }
  return groups;
}

function areAlike(one: ObjectFile, other: ObjectFile): boolean {
  const keys = new Set(one.manifests.map(({ ref }) => objectKey(ref)));
  const shared = other.manifests.filter(({ ref }) => keys.has(objectKey(ref))).length;
  return shared >= SHARED && shared * 2 >= Math.min(one.manifests.length, other.manifests.length);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function firstWord(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).split(/[-._+]/)[0] ?? '';
}
