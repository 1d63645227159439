import { createHash } from 'node:crypto';
import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../emit.js';
import { reject } from '../reject.js';
import { combine, from, type Input, preset, type Traced, text } from '../traced.js';
import { byCodePoint } from './environment-variables.js';

/** Files that a container reads, by absolute path; each folder becomes one read-only mount. */
export type ConfigFiles = Readonly<Record<string, string>>;

export interface MountedFiles {
  readonly configMap: Input<string>;
  readonly folder: string;
  /** Changes when any file changes. In the pod template it makes the pods restart, for a ConfigMap alone does not. */
  readonly checksum?: Traced<string> | undefined;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

export interface ConfigFilesOptions {
  /** Name of the workload. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Old pods are held beside new ones: each version of the files is a ConfigMap of its own. */
  readonly versioned?: boolean | undefined;
}

/** Puts files into a ConfigMap. All of them lie in one folder; `undefined` when there are none. */
export function configFiles(
  scope: Construct,
  files: Readonly<Record<string, Input<string>>> | undefined,
  { name, labels, versioned = false }: ConfigFilesOptions,
): MountedFiles | undefined {
  const paths = Object.keys(files ?? {}).sort(byCodePoint);
  const first = paths[0];
  if (!files || first === undefined) return undefined;
  const loose = paths.filter((path) => !/^(?:\/[^/]+){2,}$/.test(path));
  for (const path of loose) {
    reject(scope, {
      rule: 'files-folder',
      message: `${JSON.stringify(path)} is no absolute path of a file in a folder`,
      why: 'Files are mounted with the folder that they lie in, over what the image has there.',
      fix: `Write it with its folder: "/etc/${name}/${path.split('/').findLast(Boolean) ?? 'settings.yaml'}".`,
      property: { object: files, key: path },
    });
  }
  if (loose.length > 0) return undefined;
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
  const contents = paths.map((path) => from(files, path) as Input<string>);
  const checksum = combine(contents, (...texts) => {
    const hash = createHash('sha256');
    paths.forEach((path, i) => void hash.update(`${path}\0${texts[i]}\0`));
    return hash.digest('hex').slice(0, 16);
  });
  const configMap = versioned ? text`${name}-${checksum}` : name;
  emit(scope, 'files', KubeConfigMap, {
    metadata: { name: configMap, labels, annotations: versioned ? keptUntilReplaced : undefined },
    data: Object.fromEntries(paths.map((path, i) => [path.slice(folder.length + 1), contents[i] ?? ''])),
  });
  // The name itself changes with the content: a checksum beside it would say nothing more.
  return { configMap, folder, checksum: versioned ? undefined : checksum };
}

/** Source: Argo CD, "Sync Options: Resources Prune Last". */
const keptUntilReplaced = {
  'argocd.argoproj.io/sync-options': preset(
    'PruneLast=true',
    'the old pods read this version until the new one has taken over, or for good when it is aborted',
  ),
};
