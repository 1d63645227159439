import type { Target } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';

/** A key that was probably meant: a letter apart, or with a word more or less. */
export function meantKey(key: string, known: ReadonlySet<string>): string | undefined {
  const near = didYouMean(key, known);
  if (near) return near;
  const words = (text: string) => new Set(text.toLowerCase().split(/[^a-z0-9]+/));
  const own = words(key);
  return [...known].find((other) => {
    const its = words(other);
    return Math.min(own.size, its.size) > 1 && (holds(own, its) || holds(its, own));
  });
}

function holds(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  return [...some].every((word) => all.has(word));
}

/** A ConfigMap or Secret as a message calls it, with what makes it. */
export function describeSource(target: Target, kind: string, name: string): string {
  const what = `${kind} "${name}"`;
  return target.is === 'made' ? `${what}, which ${target.by.ref.kind} "${target.by.ref.name}" makes` : what;
}
