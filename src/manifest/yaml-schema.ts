import { FAILSAFE_SCHEMA, type Schema, Type } from 'js-yaml';
import type { Json } from './manifest.js';

/*
 * js-yaml reads scalars neither as Kubernetes nor as GitHub does. Here is what goyaml v2 makes of a plain scalar: it
 * is the reader behind sigs.k8s.io/yaml, and so behind kubectl, kustomize and Argo CD.
 * Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go.
 */
const INTEGER_11 = /^[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|0[0-7_]*|[1-9][\d_]*)$/;
const FLOAT_11 = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$/;
const NULL = /^(?:~|null|Null|NULL)?$/;

function integer(written: string): number {
  const plain = written.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  // A leading zero alone means octal, as in Go's strconv.ParseInt with base 0.
  const octal = /^0[0-7]+$/.test(digits);
  return sign * (octal ? Number.parseInt(digits, 8) : Number(digits));
}

function scalar(tag: string, test: (text: string) => boolean, construct: (text: string) => unknown): Type {
  return new Type(`tag:yaml.org,2002:${tag}`, {
    kind: 'scalar',
    resolve: (data: string | null) => test(data ?? ''),
    construct: (data: string | null) => construct(data ?? ''),
  });
}

const nothing = scalar(
  'null',
  (s) => NULL.test(s),
  () => null,
);
const text = scalar(
  'str',
  () => true,
  (s) => s,
);
const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (data: unknown) => data === '<<' });

/** A tag that nobody gave a meaning (`!vault`, `!Ref`) is passed over: the value is what it would be without. */
const anyTag = (['scalar', 'sequence', 'mapping'] as const).map(
  (kind) => new Type('', { kind, multi: true, resolve: () => true, construct: (data: unknown) => data }),
);

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...variants('y', 'yes', 'true', 'on').map((word) => [word, true] as const),
  ...variants('n', 'no', 'false', 'off').map((word) => [word, false] as const),
  ...variants('null').map((word) => [word, null] as const),
]);
const LONGEST_WORD = 5;

/** In lower case, with a capital, and in capitals. */
function variants(...words: readonly string[]): string[] {
  return words.flatMap((word) => [word, word.replace(/^./, (first) => first.toUpperCase()), word.toUpperCase()]);
}

/** What a plain scalar is to Kubernetes tools, as `KUBERNETES_YAML` has it. */
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

/** How Kubernetes tools read YAML: `yes` and `on` are booleans, `0123` is octal, dates stay text. */
export const KUBERNETES_YAML: Schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    nothing,
    scalar(
      'bool',
      (s) => typeof WORDS.get(s) === 'boolean',
      (s) => WORDS.get(s),
    ),
    scalar('int', (s) => INTEGER_11.test(s), integer),
    scalar(
      'float',
      (s) => FLOAT_11.test(s),
      (s) => Number(s.replaceAll('_', '')),
    ),
    merge,
  ],
  explicit: [
    text,
    scalar(
      'binary',
      () => true,
      (s) => s,
    ),
    scalar(
      'timestamp',
      () => true,
      (s) => s,
    ),
    ...anyTag,
  ],
});

/** How GitHub Actions reads YAML 1.2: `on` is a word, only `true` and `false` are booleans. */
export const CORE_YAML: Schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    nothing,
    scalar(
      'bool',
      (s) => /^(?:true|True|TRUE|false|False|FALSE)$/.test(s),
      (s) => /^t/i.test(s),
    ),
    scalar(
      'int',
      (s) => /^(?:[-+]?\d+|0o[0-7]+|0x[\da-fA-F]+)$/.test(s),
      (s) => Number(s),
    ),
    scalar(
      'float',
      (s) => /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(s),
      (s) => Number(s),
    ),
    merge,
  ],
  explicit: [text, ...anyTag],
});
