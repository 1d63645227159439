import { isList, isObject } from '../manifest/access.js';
import type { Json, KubeObject } from '../manifest/manifest.js';
import { secretIn } from '../values/secret-text.js';
import type { FieldChange } from './change.js';
import type { Entry } from './effect.js';

/** The entry with every value hidden that looks like a secret, and all that a Secret holds: others read what is shown. */
export function withoutSecrets(entry: Entry): Entry {
  const { change } = entry;
  if (change.fields.length === 0) return entry;
  const isSecret = change.ref.kind === 'Secret';
  const fields = change.fields.map((field) => hidden(field, isSecret));
  return { ...entry, change: { ...change, fields } };
}

function hidden(field: FieldChange, isSecret: boolean): FieldChange {
  const whole = isSecret && /^(?:data|stringData)(?:$|[.[])/.test(field.pattern);
  const name = nameOf(field.label);
  // Of a spec that we do not know a name says little: there `secretKey` holds the name of a key.
  const byName = /\.value$|^(?:data|stringData)(?:$|[.[])|\.helm\./.test(field.pattern);
  const hide = (value: Json) => (whole ? hideAll(value) : hideIn(value, byName ? name : ''));
  return {
    ...field,
    ...(field.from !== undefined && { from: hide(field.from) }),
    ...(field.to !== undefined && { to: hide(field.to) }),
  };
}

/** A whole object with the same values hidden, for those who show it line by line. */
export function shownObject(object: KubeObject): KubeObject {
  const parts = ['data', 'stringData'].filter((part) => isObject(object[part]));
  const hide = (part: Json, name: string) =>
    object.kind === 'Secret' ? hideAll(part) : object.kind === 'ConfigMap' ? hideIn(part, name) : part;
  const rest = deep(object, (item) => hideIn(item, ''));
  return {
    ...object,
    ...(isObject(rest) && rest),
    ...Object.fromEntries(parts.map((part) => [part, hide(object[part] ?? null, part)])),
  };
}

/** `DB_PASSWORD` of `env[DB_PASSWORD].value`, else the last step. */
function nameOf(label: string): string {
  return /\[([^\]]+)\]\.value$/.exec(label)?.[1] ?? /(?:^|\.)([^.[\]]+)(?:\[[^\]]*\])?$/.exec(label)?.[1] ?? label;
}

function hideAll(value: Json): Json {
  return typeof value === 'string' ? mask(value) : deep(value, hideAll);
}

function hideIn(value: Json, name: string): Json {
  if (typeof value === 'string') return secretIn(name, value) ? mask(value) : value;
  if (isObject(value) && typeof value.name === 'string' && typeof value.value === 'string')
    return { ...value, value: hideIn(value.value, value.name) };
  return deep(value, (item, key) => hideIn(item, name === '' ? '' : key), name);
}

function deep(value: Json, hide: (value: Json, name: string) => Json, name = ''): Json {
  if (isList(value)) return value.map((item) => hide(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? undefined : hide(item, key)]),
  );
}

function mask(value: string): string {
  return `(hidden, ${value.length} characters)`;
}
