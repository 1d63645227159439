import { get, isObject } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import {
  type BuiltObject,
  type Gathered,
  isMergePatch,
  type Kustomizations,
} from '../../manifest/files/kustomization.js';
import { folderOf, join } from '../../manifest/files/source-sorts.js';
import type { Source } from '../../manifest/files/sources.js';
import { apiGroup, type JsonObject } from '../../manifest/manifest.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { type Report, report } from '../rule.js';

/** Reports patches of a kustomization that no object is there for. */
export function* patches(kustomization: Source, all: Kustomizations): Iterable<Report> {
  const gathered = all.gathered(kustomization);
  // A component patches what its user gathers; and what is not known may be the target.
  if (!gathered.complete || fieldOf(kustomization, 'kind').text === 'Component') return;
  const root = fieldOf(kustomization);
  for (const entry of [...root.items('patches'), ...root.items('patchesJson6902')]) {
    const target = entry.at('target');
    if (isObject(target.value)) yield* selected(target, gathered);
    else yield* merged(entry.at('path'), entry.at('patch').text, gathered, all);
  }
  for (const entry of root.items('patchesStrategicMerge')) {
    yield* merged(entry, entry.text?.includes('\n') ? entry.text : undefined, gathered, all);
  }
}

function* merged(at: Field<Source>, inline: string | undefined, gathered: Gathered, all: Kustomizations) {
  const { path } = at.manifest;
  const documents: readonly JsonObject[] =
    inline === undefined
      ? all.documents(join(folderOf(path), at.text ?? '')).map(({ object }) => object)
      : readYaml(inline, path).documents.flatMap(({ value }) => (isObject(value) ? [value] : []));
  for (const document of documents) {
    if (isMergePatch(document)) yield* unmatched(at, document, gathered.objects);
  }
}

/**
 * Source: kustomize, api/resmap/reswrangler.go, GetById: one object must have kind, name and namespace. Where the patch
 * says too little, a target beside it would do as well: then the whole entry is meant.
 */
function* unmatched(at: Field<Source>, patch: JsonObject, objects: readonly BuiltObject[]): Iterable<Report> {
  const text = (path: string) => (typeof get(patch, path) === 'string' ? String(get(patch, path)) : undefined);
  const [kind, name, namespace, apiVersion] = ['kind', 'metadata.name', 'metadata.namespace', 'apiVersion'].map(text);
  if (kind === undefined || name === undefined) return;
  const sameName = objects.filter((one) => one.names.some((own) => own.name === name));
  const sameKind = sameName.filter((one) => one.kind === kind);
  const sameApi = sameKind.filter((one) => apiVersion === undefined || one.apiVersion === apiVersion);
  const isThere = (one: BuiltObject) =>
    one.names.some((own) => own.name === name && (own.namespace ?? 'default') === (namespace ?? 'default'));
  if (sameApi.some(isThere)) return;
  const what = `patch of ${kind} "${name}"${namespace === undefined ? '' : ` in namespace "${namespace}"`}`;
  const [found] = [...sameApi, ...sameKind, ...sameName];
  const isShort = namespace === undefined && sameApi.length > 0 && at.path.at(-1) === 'path';
  yield report(
    at.exists && !isShort ? at : fieldOf(at.manifest, at.path.slice(0, -1)),
    `${what} has no target${but(found, kind, apiVersion)}`,
    {
      why: 'kustomize build fails: Argo CD shows a ComparisonError and applies nothing of this folder.',
      fix: found
        ? 'Write apiVersion, kind, name and namespace as the object has them.'
        : 'Correct the name, or drop the patch.',
    },
  );
}

function but(found: BuiltObject | undefined, kind: string, apiVersion: string | undefined): string {
  if (!found) return '';
  if (found.kind !== kind) return `: the object is a ${found.kind}`;
  if (apiVersion !== undefined && found.apiVersion !== apiVersion) return `: the object is in ${found.apiVersion}`;
  const namespace = found.names[0]?.namespace;
  return namespace === undefined ? ': the object has no namespace' : `: the object is in namespace "${namespace}"`;
}

/** A target is a selector: kustomize passes over one that selects nothing. */
function* selected(target: Field<Source>, { objects }: Gathered): Iterable<Report> {
  const wants = (path: string) => target.at(path).text;
  const [group, version, kind, name, namespace] = ['group', 'version', 'kind', 'name', 'namespace'].map(wants);
  if (wants('labelSelector') !== undefined || wants('annotationSelector') !== undefined) return;
  const found = objects.some(
    (one) =>
      (group === undefined || group === apiGroup(one.apiVersion)) &&
      (version === undefined || one.apiVersion.endsWith(version)) &&
      matches(kind, one.kind) &&
      one.names.some((own) => matches(name, own.name)) &&
      (namespace === undefined || one.names.some((own) => matches(namespace, own.namespace ?? 'default'))),
  );
  if (found) return;
  const what = [kind, name && `"${name}"`, namespace && `in namespace "${namespace}"`].filter(Boolean).join(' ');
  yield report(target, `patch selects no object: there is no ${what || 'such object'}`, {
    severity: 'warning',
    why: 'kustomize passes over it in silence: what the patch should change stays as it is.',
    fix: 'Correct the target, or drop the patch.',
  });
}

/** Patterns of a target are regular expressions over the whole word. */
function matches(pattern: string | undefined, word: string): boolean {
  if (pattern === undefined || pattern === word) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(word);
  } catch {
    return true;
  }
}
