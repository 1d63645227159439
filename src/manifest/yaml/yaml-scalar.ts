import type { Json } from '../manifest.js';

/*
 * What goyaml v2 makes of a plain scalar: it is the reader behind sigs.k8s.io/yaml, and so behind kubectl, kustomize and
 * Argo CD.
 * Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go.
 */
export const INTEGER_11 = /^[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|0[0-7_]*|[1-9][\d_]*)$/;
export const FLOAT_11 = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$/;
export const NULL = /^(?:~|null|Null|NULL)?$/;

export function integer(written: string): number {
  const plain = written.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  // A leading zero alone means octal, as in Go's strconv.ParseInt with base 0.
  const octal = /^0[0-7]+$/.test(digits);
  return sign * (octal ? Number.parseInt(digits, 8) : Number(digits));
}

export const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...variants('y', 'yes', 'true', 'on').map((word) => [word, true] as const),
  ...variants('n', 'no', 'false', 'off').map((word) => [word, false] as const),
  ...variants('null').map((word) => [word, null] as const),
]);
const LONGEST_WORD = 5;

/** In lower case, with a capital, and in capitals. */
function variants(...words: readonly string[]): string[] {
  return words.flatMap((word) => [word, word.replace(/^./, (first) => first.toUpperCase()), word.toUpperCase()]);
}

/** What a plain scalar is to Kubernetes tools, as `KUBERNETES_YAML` has it: without the library. */
export function kubernetesScalar(written: string): Json {
  const first = written.charCodeAt(0);
  if (first >= 65 && first <= 122) {
    if (written.length > LONGEST_WORD) return written;
    const word = WORDS.get(written);
    return word === undefined ? written : word;
  }
  if (INTEGER_11.test(written)) return integer(written);
  if (FLOAT_11.test(written)) return Number(written.replaceAll('_', ''));
  return NULL.test(written) ? null : written;
}
