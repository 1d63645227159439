import { object } from '../../manifest/access.js';
import type { Container } from '../../manifest/pod-template.js';
import type { ReferenceGraph, Target } from '../../manifest/references.js';

/** Where keys are written: in a ConfigMap or Secret, and in what makes a Secret. */
export const KEY_PLACES = [['data'], ['stringData'], ['spec', 'target', 'template', 'data'], ['spec', 'encryptedData']];

/** The keys of a ConfigMap or Secret; undefined when they are not known. */
export function keysOf(target: Target): ReadonlySet<string> | undefined {
  if (target.is === 'made' || target.is === 'known') return target.keys;
  if (target.is !== 'manifest') return undefined;
  const keys = ['data', 'stringData', 'binaryData'].flatMap((part) =>
    Object.keys(object(target.manifest.object, part)),
  );
  // Somebody else fills it in: a token of a ServiceAccount, a copy from another namespace.
  return keys.length === 0 ? undefined : new Set(keys);
}

/** The variables that a container's envFrom brings; undefined where they cannot be known. */
export function broughtBy({ field }: Container, graph: ReferenceGraph): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const source of field.items('envFrom')) {
    const prefix = source.at('prefix').text ?? '';
    const within = source.path.join('.');
    const edge = graph.from(field.manifest).find(({ path }) => path.join('.').startsWith(`${within}.`));
    const keys = edge && keysOf(edge.target);
    if (!keys) return undefined;
    for (const key of keys) names.add(`${prefix}${key}`);
  }
  return names;
}
