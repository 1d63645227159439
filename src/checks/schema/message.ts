import { get } from '../../manifest/access.js';
import { formatPath, type Manifest } from '../../manifest/manifest.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { quoted } from '../../values/listed.js';
import type { Report } from '../rule.js';
import type { SchemaError } from './errors.js';
import { isQuotable, plainly, schemaMend } from './mend.js';

/** One thing that the schema refuses, in words. */
export function schemaReport(manifest: Manifest, error: SchemaError): Report {
  const { path } = error;
  const at = path.length > 0 ? `"${formatPath(path)}"` : `the ${manifest.ref.kind}`;
  return { manifest, path, ...describe(at, error, manifest), mend: schemaMend(manifest, error) };
}

interface Words {
  readonly message: string;
  readonly fix?: string;
}

function describe(at: string, error: SchemaError, manifest: Manifest): Words {
  const { keyword, params, allowed = [], value } = error;
  const got = show(value);
  switch (keyword) {
    case 'additionalProperties':
      return unknownField(at, String(error.path.at(-1)), allowed, manifest, error);
    case 'required':
      return {
        message: `${at} has no "${params.missingProperty}", which it must have`,
        fix: `Add "${params.missingProperty}".`,
      };
    case 'type':
      return typeError(at, params, value);
    case 'enum':
      return enumError(at, got, typeof value === 'string' ? value : '', allowed);
    case 'pattern':
      return { message: `${at} is ${got}, which does not match ${params.pattern}` };
    case 'format':
      return { message: `${at} is ${got}, which is no ${FORMATS[String(params.format)] ?? params.format}` };
    case 'minimum':
    case 'maximum':
      return {
        message: `${at} is ${got}, allowed is ${keyword === 'minimum' ? 'at least' : 'at most'} ${params.limit}`,
      };
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        message: `${at} is ${got}, allowed is ${keyword === 'exclusiveMinimum' ? 'more' : 'less'} than ${params.limit}`,
      };
    case 'multipleOf':
      return { message: `${at} is ${got}, allowed are multiples of ${params.multipleOf}` };
    case 'minLength':
    case 'maxLength':
      return {
        message: `${at} has ${[...String(value)].length} characters, allowed are ${bound(keyword)} ${params.limit}`,
      };
    case 'minItems':
    case 'maxItems':
      return {
        message: `${at} has ${Array.isArray(value) ? value.length : 0} elements, allowed are ${bound(keyword)} ${params.limit}`,
      };
    case 'minProperties':
    case 'maxProperties':
      return {
        message: `${at} has too ${keyword === 'minProperties' ? 'few' : 'many'} fields, allowed are ${bound(keyword)} ${params.limit}`,
      };
    case 'x-kubernetes-validations':
      return {
        message: `${at} breaks a rule of its definition: ${oneLine(params.message)}`,
      };
    case 'x-kubernetes-list-type': {
      const keys = Array.isArray(params.keys) ? params.keys.map(String) : [];
      const same = keys.length > 0 ? `has the same ${keys.join(' and ')} as` : 'is the same as';
      return { message: `${at} ${same} entry ${params.first} of its list` };
    }
    case 'uniqueItems':
      return { message: `${at} has the same element twice, at ${params.first} and ${params.second}` };
    default:
      return Array.isArray(params.fields)
        ? fieldCount(at, params, error, manifest)
        : { message: `${at} is ${got}, which its schema refuses` };
  }
}

const bound = (keyword: string) => (keyword.startsWith('min') ? 'at least' : 'at most');

const FORMATS: Readonly<Record<string, string>> = {
  byte: 'base64',
  'date-time': 'time as in 2026-01-31T12:00:00Z',
  int32: '32-bit integer',
  int64: '64-bit integer',
  quantity: 'quantity as in 500m, 1Gi or 2',
};

function unknownField(
  at: string,
  field: string,
  allowed: readonly string[],
  manifest: Manifest,
  error: SchemaError,
): Words {
  const near = didYouMean(field, allowed);
  const message = `${at} is no field of ${manifest.ref.kind === 'List' ? 'a List' : withArticle(manifest.ref.kind)}`;
  if (near) return { message: `${message}, did you mean "${near}"?`, fix: `Write "${near}".` };
  if (error.path.at(-2) === 'metadata') {
    return {
      message,
      fix: field.includes('/') ? 'Move it into metadata.annotations.' : 'Move it into metadata.labels.',
    };
  }
  const parent = get(manifest.object, error.path.slice(0, -1));
  const free = allowed.filter((name) => parent === undefined || get(parent, [name]) === undefined);
  return {
    message,
    ...(free.length > 0 && free.length <= 12 ? { fix: `Allowed there besides: ${free.join(', ')}.` } : {}),
  };
}

function typeError(at: string, params: SchemaError['params'], value: unknown): Words {
  const { type, got, pattern } = params;
  const types = (Array.isArray(type) ? type : [type]).map((name) => TYPES[String(name)] ?? String(name));
  const message = `${at} is ${article(TYPES[String(got)] ?? String(got), value)}, allowed is ${types.join(' or ')}`;
  if (isQuotable(params, value)) return { message, fix: `Put it in quotes: "${value}".` };
  if (typeof pattern === 'string') return { message, fix: `Write text that matches ${pattern}.` };
  const plain = plainly(type, value);
  return { message, ...(plain === undefined ? {} : { fix: `Write ${plain} without quotes.` }) };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'nothing',
};

function article(type: string, value: unknown): string {
  const shown = typeof value === 'object' ? '' : show(value);
  if (typeof value === 'boolean') return shown;
  return shown ? `${type.replace(/^text$/, 'the text')} ${shown}`.replace(/^an? /, 'the ') : type;
}

function enumError(at: string, got: string, value: string, allowed: readonly string[]): Words {
  const near = didYouMean(value, allowed);
  const list = allowed.map((name) => JSON.stringify(name)).join(', ');
  const message = `${at} is ${got}, allowed ${allowed.length === 1 ? 'is' : 'are'} ${list}`;
  return near ? { message, fix: `Write "${near}".` } : { message };
}

/** How many of some fields may be set: one of a source's kinds, one of a step's. */
function fieldCount(at: string, params: SchemaError['params'], error: SchemaError, manifest: Manifest): Words {
  const fields = Array.isArray(params.fields) ? params.fields.map(String) : [];
  const set = Array.isArray(params.set) ? params.set.map(String) : [];
  const names = quoted(fields).join(', ');
  if (params.max === 0) return { message: `${at} is not allowed there` };
  if (set.length === 0) return { message: `${at} needs ${fields.length === 1 ? '' : 'one of '}${names}` };
  const parent = error.path.length > 1 ? `"${formatPath(error.path.slice(0, -1))}"` : `the ${manifest.ref.kind}`;
  return {
    message: `${parent} has ${quoted(set).join(' and ')}, allowed is one of them`,
    fix: `Keep one of ${quoted(set).join(', ')}.`,
  };
}

/** Somebody else's sentence in a message of ours. */
function oneLine(text: unknown): string {
  return String(text).replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}

/** A value in a message: short, on one line. */
function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function withArticle(kind: string): string {
  return `${/^[AEIOU](?!ni)/.test(kind) ? 'an' : 'a'} ${kind}`;
}
