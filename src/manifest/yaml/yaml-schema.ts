import { FAILSAFE_SCHEMA, load, loadAll, type Schema, Type, YAMLException } from 'js-yaml';
import { FLOAT_11, INTEGER_11, integer, NULL, WORDS } from './yaml-scalar.js';

/* js-yaml reads scalars neither as Kubernetes nor as GitHub does. */
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

/** How Kubernetes tools read YAML: `yes` and `on` are booleans, `0123` is octal, dates stay text. */
const KUBERNETES_YAML: Schema = FAILSAFE_SCHEMA.extend({
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
const CORE_YAML: Schema = FAILSAFE_SCHEMA.extend({
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

/**
 * The documents of a text. `core`: as GitHub's workflows are read.
 * @param lastWins of a key that is written twice the last value counts; by default it cannot be read
 * @throws YAMLException
 */
export function documentsOf(text: string, dialect: 'kubernetes' | 'core', lastWins = false): unknown[] {
  return loadAll(text, null, { schema: dialect === 'core' ? CORE_YAML : KUBERNETES_YAML, json: lastWins });
}

/** The one document of a text, as the library reads it by itself: so do actions of GitHub. @throws YAMLException */
export function documentOf(text: string): unknown {
  return load(text);
}

/** What the library could not read, and at which character; undefined of any other error. */
export function unreadableAt(error: unknown): { readonly reason: string; readonly position: number } | undefined {
  if (!(error instanceof YAMLException)) return undefined;
  return { reason: error.reason, position: error.mark?.position ?? 0 };
}
