import type { Finding } from '../../diagnostic/diagnostic.js';
import { isObject, list, text } from '../access.js';
import type { Json } from '../manifest.js';
import type { YamlDocument } from '../yaml/read-yaml.js';
import type { SourceSort } from './sources.js';

/** A file's documents, before it is known what they are. */
export interface ReadFile {
  readonly path: string;
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  readonly unreadable: readonly Finding[];
}

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const CHART = /(?:^|\/)Chart\.yaml$/;

// Fields of a kustomization that list files, or mappings with a `path`.
// Source: kubectl.docs.kubernetes.io/references/kustomize/kustomization.
const LISTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'transformers',
  'generators',
  'replacements',
];

/**
 * Which files are sources, by path: a kustomization, what stands beside it or is listed by it, a chart and its values
 * and templates, a workflow. All others hold objects.
 */
export function sourceSorts(read: readonly ReadFile[], all: ReadonlySet<string>): Map<string, SourceSort | 'template'> {
  const listed = new Set<string>();
  const kustomized = new Set<string>();
  const charts = new Set([...all].filter((path) => CHART.test(path)).map(folderOf));
  for (const file of read) {
    if (!KUSTOMIZATION.test(file.path)) continue;
    const folder = folderOf(file.path);
    kustomized.add(folder);
    for (const { value } of file.documents) for (const path of filesOf(value)) listed.add(join(folder, path));
  }
  const sorts = new Map<string, SourceSort | 'template'>();
  for (const { path } of read) {
    const sort = sortOf(path, kustomized, listed, charts);
    if (sort) sorts.set(path, sort);
  }
  return sorts;
}

function sortOf(
  path: string,
  kustomized: ReadonlySet<string>,
  listed: ReadonlySet<string>,
  charts: ReadonlySet<string>,
): SourceSort | 'template' | undefined {
  if (WORKFLOW.test(path)) return 'workflow';
  if (KUSTOMIZATION.test(path)) return 'kustomization';
  for (let folder = folderOf(path); charts.size > 0; folder = folderOf(folder)) {
    if (charts.has(folder)) return path.slice(folder.length).includes('templates/') ? 'template' : 'chart';
    if (folder === '') break;
  }
  return (kustomized.size > 0 && kustomized.has(folderOf(path))) || listed.has(path) ? 'kustomized' : undefined;
}

/** The files that a kustomization names, as it writes them. */
function filesOf(kustomization: Json): string[] {
  return LISTS.flatMap((field) => list(kustomization, field)).flatMap((item) => {
    const path = isObject(item) ? text(item, 'path') : item;
    // A patch may be written in place.
    return typeof path === 'string' && !path.includes('\n') ? [path] : [];
  });
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** `a/b` and `../c/d` is `a/c/d`; a path that leaves the tree keeps its `..`. */
export function join(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
