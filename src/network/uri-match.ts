import type { Field } from '../manifest/field.js';

/** What paths a match of a VirtualService takes. No `uri` at all is the prefix of every path. */
export type UriMatch = PlainMatch | RegexMatch;

interface PlainMatch {
  readonly by: 'prefix' | 'exact';
  readonly value: string;
}

interface RegexMatch {
  readonly by: 'regex';
  readonly value: string;
  readonly pattern: RegExp;
}

/** Undefined for what cannot be compared: no way that we know, or no regular expression. */
export function uriMatch(match: Field | undefined): UriMatch | undefined {
  const uri = match?.at('uri');
  if (!uri?.exists) return { by: 'prefix', value: '/' };
  const [key, value] = uri.entries()[0] ?? [];
  if (value?.text === undefined) return undefined;
  if (key === 'prefix' || key === 'exact') return { by: key, value: value.text };
  if (key !== 'regex' || !isQuick(value.text)) return undefined;
  try {
    return { by: 'regex', value: value.text, pattern: new RegExp(`^(?:${value.text})$`) };
  } catch {
    return undefined;
  }
}

// Somebody else's pattern is run here: one that could look at a text over and over is left alone.
function isQuick(pattern: string): boolean {
  const repeated = pattern.replaceAll(/\[[^\]]*\]/g, 'x').match(/[*+{]/g) ?? [];
  return pattern.length <= 200 && repeated.length <= 4 && !/\)[*+{]/.test(pattern);
}

export function takes(match: UriMatch, path: string): boolean {
  if (match.by === 'regex') return path.length <= 100 && match.pattern.test(path);
  return match.by === 'exact' ? path === match.value : path.startsWith(match.value);
}

/**
 * A path that this match takes and that begins with a prefix; undefined when none is found. Of a regular expression
 * each part between two slashes that is not plain text is tried as the prefix has it, else as a word.
 */
export function sampleBelow(match: UriMatch, prefix: string): string | undefined {
  if (match.by !== 'regex') return match.value.startsWith(prefix) ? match.value : undefined;
  const wanted = prefix.split('/');
  // A slash inside of brackets parts nothing: /[^/]+/x
  const parts = match.value.replaceAll(/\[[^\]]*\]/g, '\\w').split('/');
  const sample = parts.map((part, i) => (/^[\w-]*$/.test(part) ? part : wanted[i] || 'x')).join('/');
  return sample.startsWith(prefix) && takes(match, sample) ? sample : undefined;
}
