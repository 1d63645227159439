import { isDeepStrictEqual } from 'node:util';
import type { Construct } from 'constructs';
import { reject } from '../construct/reject.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import { quoted } from '../values/listed.js';

/**
 * Whether two declarations of one name mean one Secret: the same keys, from the same place. Which variables take them is
 * each reader's own. What others make is read, not written: nothing else is said of it.
 */
export function isSameSecret(a: SecretRef, b: SecretRef): boolean {
  return a === b || isDeepStrictEqual(meaning(a), meaning(b));
}

function meaning({ keys, content }: SecretRef) {
  const held = new Set(keys);
  if (content.source?.by === 'others') return { held };
  return { held, ...content, fetched: new Set(content.fetched) };
}

/** A Secret with the keys of others of its name: which of them it lacks is not said too, of whoever reads it. */
export function withKeys(secret: SecretRef, others: readonly SecretRef[]): SecretRef {
  if (others.length === 0) return secret;
  const fetched = [secret, ...others].flatMap(({ content }) => content.fetched);
  return { ...secret, content: { ...secret.content, fetched: [...new Set(fetched)] } };
}

/** Rejects a Secret of whose name another one is: a namespace has one of a name. */
export function rejectSameName(scope: Construct, namespace: string, first: SecretRef, second: SecretRef): void {
  const { name } = second;
  const place = first.site();
  reject(scope, {
    rule: 'secret-duplicate',
    message: `two secrets are called "${name}" in namespace "${namespace}": one has ${told(first, second)}, this one ${told(second, first)}`,
    why: 'There is one Secret of a name: whoever reads the one would get what the other holds.',
    fix: `Give this one another name; or, if both mean the same, declare it once and import it${place ? `: the other is at ${place.file}:${place.line}` : ''}.`,
    site: second.site,
  });
}

/** What of a Secret another one of its name has otherwise. */
function told({ keys, content }: SecretRef, other: SecretRef): string {
  const [own, its] = [content, other.content];
  if (own.at !== its.at) return `its values at "${own.at}"`;
  if (!isDeepStrictEqual(new Set(keys), new Set(other.keys))) return `keys ${quoted(keys).join(', ')}`;
  return isDeepStrictEqual(own.source, its.source) ? 'other templates' : `${own.source ? 'a' : 'no'} source of its own`;
}
