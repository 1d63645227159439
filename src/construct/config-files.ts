import { createHash } from 'node:crypto';
import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from './emit.js';
import { byCodePoint } from './environment-variables.js';
import { reject } from './reject.js';
import { combine, from, type Input, type Traced } from './traced.js';

/** Files that a container reads, by absolute path; each folder becomes one read-only mount. */
export type ConfigFiles = Readonly<Record<string, string>>;

export interface MountedFiles {
  readonly configMap: string;
  readonly folder: string;
  /** Changes when any file changes. In the pod template it makes the pods restart, for a ConfigMap alone does not. */
  readonly checksum: Traced<string>;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** Puts files into a ConfigMap. All of them lie in one folder; `undefined` when there are none. */
export function configFiles(
  scope: Construct,
  files: Readonly<Record<string, Input<string>>> | undefined,
  metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
): MountedFiles | undefined {
  const paths = Object.keys(files ?? {}).sort(byCodePoint);
  const first = paths[0];
  if (!files || first === undefined) return undefined;
  const folder = folderOf(first);
  const elsewhere = paths.find((path) => folderOf(path) !== folder);
  if (elsewhere !== undefined) {
    reject(scope, {
      rule: 'files-folder',
      message: `files lie in "${folder}" and in "${folderOf(elsewhere)}"`,
      why: 'A ConfigMap is mounted over one folder and hides what the image has there.',
      fix: 'Put all of them into one folder of their own.',
      property: { object: files, key: elsewhere },
    });
  }
  const data = Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), from(files, path)]));
  emit(scope, 'files', KubeConfigMap, { metadata, data });
  const contents = paths.map((path) => from(files, path) as Input<string>);
  const checksum = combine(contents, (...texts) => {
    const hash = createHash('sha256');
    paths.forEach((path, i) => void hash.update(`${path}\0${texts[i]}\0`));
    return hash.digest('hex').slice(0, 16);
  });
  return { configMap: metadata.name, folder, checksum };
}
