import { object } from '../../manifest/access.js';
import type { Target } from '../../manifest/references.js';

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
