import type { Finding } from '../../diagnostic/diagnostic.js';
import { get, isList, isObject, list, object, text } from '../access.js';
import { isKubeObject, KINDS, refOf } from '../kinds.js';
import {
  apiGroup,
  type FieldPath,
  type Json,
  type JsonObject,
  type KubeObject,
  type Manifest,
  type Mend,
  type Origin,
} from '../manifest.js';
import type { YamlDocument } from '../yaml/read-yaml.js';

/** The Kubernetes objects of a document, and what keeps others from being one. */
export interface Objects {
  readonly manifests: readonly Manifest[];
  readonly findings: readonly Finding[];
}

/** The objects that a document holds: one, those of a List, or none when it is no object of Kubernetes at all. */
export function objectsOf({ value, origin }: YamlDocument): Objects {
  if (!isObject(value) || !isObjectLike(value)) return { manifests: [], findings: [] };
  if (text(value, 'kind')?.endsWith('List') && isList(value.items)) {
    const parts = list(value, 'items').map((item, i) =>
      objectsOf({ value: item, origin: below(origin, ['items', i]) }),
    );
    return { manifests: parts.flatMap((part) => part.manifests), findings: parts.flatMap((part) => part.findings) };
  }
  const missing = ['apiVersion', 'kind'].find((field) => text(value, field) === undefined);
  if (missing) return { manifests: [], findings: [incomplete(value, origin, missing)] };
  const named = withName(value);
  if (!named) return { manifests: [], findings: [incomplete(value, origin, 'metadata.name')] };
  return { manifests: [{ ref: refOf(named), object: named, origin }], findings: [] };
}

/** Helm values and the like are objects too, but not of this kind; and so are the settings of a program. */
function isObjectLike(value: JsonObject): boolean {
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string')
    return metadata !== undefined || isKnownGroup(apiGroup(apiVersion));
  return (apiVersion !== undefined || kind !== undefined) && isObject(metadata);
}

/** Without metadata, what is of no group that we know is a file for a program: kind, kubeadm, the kubelet. */
function isKnownGroup(group: string): boolean {
  return group === 'extensions' || KINDS.some((row) => row.group === group);
}

/**
 * With a name to speak of: a number that should have quotes, or the beginning that the API server completes
 * (`generateName`). What is wrong with such a name is a rule's matter.
 */
function withName(value: JsonObject): KubeObject | undefined {
  if (isKubeObject(value)) return value;
  const metadata = object(value, 'metadata');
  const written: Json | undefined = metadata.name ?? metadata.generateName;
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  const named: JsonObject = { ...value, metadata: { ...metadata, name: String(written) } };
  return isKubeObject(named) ? named : undefined;
}

function below(origin: Origin, prefix: FieldPath): Origin {
  const { at, from, edit } = origin;
  return {
    ...origin,
    ...(at ? { at: (path: FieldPath) => at([...prefix, ...path]) } : {}),
    ...(from ? { from: (path: FieldPath) => from([...prefix, ...path]) } : {}),
    ...(edit ? { edit: (mend: Mend) => edit(mendBelow(prefix, mend)) } : {}),
  };
}

function mendBelow(prefix: FieldPath, mend: Mend): Mend {
  if ('quote' in mend) return { quote: [...prefix, ...mend.quote] };
  if ('write' in mend) return { ...mend, write: [...prefix, ...mend.write] };
  if ('rename' in mend) return { ...mend, rename: [...prefix, ...mend.rename] };
  return { ...mend, repeat: [...prefix, ...mend.repeat] };
}

function incomplete(value: JsonObject, origin: Origin, field: string): Finding {
  const kind = text(value, 'kind')?.replaceAll(/\s+/g, ' ').trim() || 'an object';
  const name = text(value, 'metadata.name');
  const written = get(value, field);
  // `name: no` is a boolean to YAML.
  const unquoted = typeof written === 'boolean';
  const at = origin.at?.(unquoted ? field.split('.') : ['metadata']);
  return {
    rule: 'schema',
    severity: 'error',
    message: unquoted
      ? `"${field}" is the boolean ${written}, allowed is text`
      : `${kind}${name ? ` ${JSON.stringify(name)}` : ''} has no ${field}`,
    ...(at ? { at } : {}),
    why: 'The API server does not know what it is, and refuses it.',
    fix: unquoted ? 'Put it in quotes.' : `Add ${field}.`,
  };
}
