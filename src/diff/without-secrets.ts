import { isList, isObject } from '../manifest/access.js';
import type { Json } from '../manifest/manifest.js';
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
  const hide = (value: Json) => (whole ? hideAll(value) : hideIn(value, name));
  return {
    ...field,
    ...(field.from !== undefined && { from: hide(field.from) }),
    ...(field.to !== undefined && { to: hide(field.to) }),
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
  return deep(value, hideIn, name);
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
