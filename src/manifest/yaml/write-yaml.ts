import { isList, isObject } from '../access.js';
import type { Json, JsonObject } from '../manifest.js';

/**
 * Writes a manifest as a reviewer likes to read it: nothing that nobody chose, one order of keys on every machine
 * (`apiVersion`, `kind`, `metadata` first, `name` and `namespace` first inside, the rest by alphabet), text in quotes
 * wherever any reader of YAML 1.1 or 1.2 would take it for something else, and no folded lines.
 */
export function writeYaml(object: JsonObject): string {
  return written(object, TOP);
}

/** Writes what people read from top to bottom, with the keys in the order in which they are given: a workflow. */
export function writeYamlAsGiven(object: JsonObject): string {
  return written(object, 'as given');
}

/** Keys that stand first at the root, and first everywhere below it. */
export const TOP = ['apiVersion', 'kind', 'metadata'];
export const INSIDE = ['name', 'namespace'];

/** Which keys come first, the rest by alphabet; or all of them as they are. */
type Order = readonly string[] | 'as given';

function written(object: JsonObject, order: Order): string {
  const lines: string[] = [];
  mapping(lines, object, '', order);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** @param first what the first line begins with, where that is not the indentation */
function mapping(lines: string[], object: JsonObject, indent: string, order: Order, first = indent): void {
  const inside = order === 'as given' ? order : INSIDE;
  const keys = order === 'as given' ? Object.keys(object) : ordered(object, order);
  let start = first;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? '';
    const value = object[key];
    if (value === undefined) continue;
    const line = start + beforeValue(key);
    const rest = onLine(value, indent);
    lines.push(rest === undefined ? line : `${line} ${rest}`);
    if (rest === undefined) nested(lines, value, `${indent}  `, inside);
    start = indent;
  }
}

/** The first line of what is nested in an item stands on the dash's own line. */
function sequence(lines: string[], items: readonly Json[], indent: string, inside: Order, first = indent): void {
  let start = first;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? null;
    const rest = onLine(item, indent);
    if (rest === undefined) nested(lines, item, `${indent}  `, inside, `${start}- `);
    else lines.push(`${start}- ${rest}`);
    start = indent;
  }
}

function nested(lines: string[], value: Json, indent: string, inside: Order, first = indent): void {
  if (isList(value)) sequence(lines, value, indent, inside, first);
  else if (isObject(value)) mapping(lines, value, indent, inside, first);
}

/** What stands on the line of its key or dash; undefined of what has lines of its own. */
function onLine(value: Json, indent: string): string | undefined {
  if (typeof value === 'string') return text(value, indent);
  if (typeof value !== 'object' || value === null) return plain(value);
  if (isList(value)) return value.length === 0 ? '[]' : undefined;
  return isEmpty(value) ? '{}' : undefined;
}

/** A few hundred keys are those of all manifests: each is looked at once. */
const known = new Map<string, string>();

function beforeValue(key: string): string {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const made = `${scalar(key)}:`;
  known.set(key, made);
  return made;
}

export function isEmpty(object: JsonObject): boolean {
  for (const key in object) if (object[key] !== undefined) return false;
  return true;
}

/** Text in the order of its code units, which is the same in every locale. Most lists of keys are in order already. */
export function byCodeUnits(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.sort();
  return keys;
}

/** The keys of a mapping in the order in which they are written. */
export function ordered(object: JsonObject, first: readonly string[]): string[] {
  const keys = byCodeUnits(Object.keys(object));
  // What comes first is few: moving it costs less than comparing it with every key.
  for (let i = first.length - 1; i >= 0; i -= 1) {
    const key = first[i] ?? '';
    const at = keys.indexOf(key);
    if (at > 0) keys.copyWithin(1, 0, at)[0] = key;
  }
  return keys;
}

function plain(value: number | boolean | null | undefined): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`YAML of Kubernetes has no ${value}`);
  return String(value ?? null);
}

/** Text as it is written: on one line, or as a block below its key. */
export function text(value: string, indent: string): string {
  if (WORD.test(value) && !RESERVED.test(value)) return value;
  return value.includes('\n') && isBlock(value) ? block(value, `${indent}  `) : scalar(value);
}

/**
 * Lines as they are. Not where the first line begins with white space, or one holds nothing else: readers would guess
 * the indentation differently.
 */
function isBlock(value: string): boolean {
  const isPrinted = PLAIN_BLOCK.test(value) || !ESCAPED.test(value.replaceAll('\n', '').replaceAll('\t', ''));
  return isPrinted && !/^\s|\n[ \t]+(?:\n|$)|^\n*$/.test(value);
}

function block(value: string, indent: string): string {
  const body = value.replace(/\n+$/, '');
  const end = value.slice(body.length);
  const header = end === '' ? '|-' : end === '\n' ? '|' : '|+';
  // Empty lines stay empty. The newline that ends the block's last line is written by the caller.
  return `${header}\n${indent}${body.replace(/\n(?!\n)/g, `\n${indent}`)}${end.slice(1)}`;
}

// Characters that YAML does not print, and those that some readers take for a line break.
const ESCAPED = /[^\n -~\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]|\uFEFF/;
// Nearly all text is of the first characters of Unicode: that is a quick look.
const PLAIN = /^[ -~]*$/;
const PLAIN_BLOCK = /^[\t\n -~]*$/;

const SURROGATES = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

// Reads as text everywhere: begins like a word or a path, and not like a number (`e5`, `_1`); holds nothing that means
// something in YAML.
const WORD = /^[A-DF-Za-df-z/][\w./@+=-]*$/;
const RESERVED = /^(?:y|yes|n|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan))$/i;
const NUMBER =
  /^[-+]?(?:0x[\da-f_]*|0o[0-7_]*|0b[01_]*|[\d_]*\.?[\d_]*(?:e[-+]?\d[\d_]*)?|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?)$/i;
const DATE = /^\d{4}-\d\d?-\d\d?/;
const INDICATOR = /^$|^(?:[-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`\s]|---|\.\.\.)|:(?:\s|$)|\s(?:#|$)/;

/** Text on one line: as it is, or in quotes. */
function scalar(value: string): string {
  if ((!PLAIN.test(value) && ESCAPED.test(value.replace(SURROGATES, ''))) || value.includes('\n')) return quoted(value);
  if (!RESERVED.test(value) && !NUMBER.test(value) && !DATE.test(value) && !INDICATOR.test(value)) return value;
  return /["\\]/.test(value) && !value.includes("'") ? `'${value}'` : quoted(value);
}

function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(/[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
