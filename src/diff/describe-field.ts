import { get, isList, isObject } from '../manifest/access.js';
import type { Json } from '../manifest/manifest.js';
import { parseImageRef } from '../values/image-ref.js';
import type { FieldChange } from './change.js';
import { align } from './compare/align.js';

/** Longest value that is shown whole. */
const MOST = 60;

/** A change of one field on one line: `spec.replicas: 2 → 3`, `image of web: 1.0.0 → 1.1.0`, `env PORT of web: 80 (gone)`. */
export function describeField(change: FieldChange): string {
  return imageBump(change) ?? describePlain(asVariable(change) ?? change);
}

function describePlain({ op, label, from, to }: Pick<FieldChange, 'op' | 'label' | 'from' | 'to'>): string {
  switch (op) {
    case 'added':
      return `${label}: ${value(to)} (new)`;
    case 'removed':
      return `${label}: ${value(from)} (gone)`;
    case 'moved':
      return `${label}: another order`;
    default:
      return `${label}: ${values(from, to)}`;
  }
}

/** `image of web: 1.0.0 → 1.1.0`: of the same repository only what differs is worth reading. */
function imageBump(change: FieldChange): string | undefined {
  const versions = imageVersions(change);
  if (versions === undefined) return undefined;
  const container = /\[([^\]]+)\]\.image$/.exec(change.label)?.[1];
  return `${container === undefined ? 'image' : `image of ${container}`}: ${versions}`;
}

/** `1.0.0 → 1.1.0`; undefined where no image of the same repository changes. */
export function imageVersions({ pattern, from, to }: FieldChange): string | undefined {
  if (!pattern.endsWith('.image') || typeof from !== 'string' || typeof to !== 'string') return undefined;
  const [old, now] = [parseImageRef(from), parseImageRef(to)];
  if (!old || !now || old.repository !== now.repository || old.registry !== now.registry) return undefined;
  const version = ({ tag, digest }: typeof old) =>
    [tag, digest?.slice(0, 'sha256:'.length + 12)].filter(Boolean).join('@') || 'latest';
  return `${version(old)} → ${version(now)}`;
}

/** The same of an environment variable, in the words of whoever writes one; undefined for other fields. */
function asVariable({
  op,
  label,
  from,
  to,
}: FieldChange): Pick<FieldChange, 'op' | 'label' | 'from' | 'to'> | undefined {
  const [, container, name] = /[cC]ontainers\[([^\]]+)\]\.env\[([^\]]+)\](?:\.value)?$/.exec(label) ?? [];
  if (container === undefined) return undefined;
  return { op, label: `env ${name} of ${container}`, from: variableValue(from), to: variableValue(to) };
}

/** `Secret redis, password` for a variable that is taken from elsewhere. */
function variableValue(variable: Json | undefined): Json | undefined {
  if (!isObject(variable)) return variable;
  for (const [from, kind] of SOURCES) {
    const key = get(variable, `valueFrom.${from}.key`);
    if (key !== undefined) return `${kind} ${get(variable, `valueFrom.${from}.name`)}, ${key}`;
  }
  return variable.value ?? variable;
}

const SOURCES = [
  ['secretKeyRef', 'Secret'],
  ['configMapKeyRef', 'ConfigMap'],
] as const;

function values(from: Json | undefined, to: Json | undefined): string {
  if (isList(from) && isList(to)) return listDifference(from, to);
  if (typeof from === 'string' && typeof to === 'string' && (from.includes('\n') || to.includes('\n')))
    return lineDifference(from, to);
  if (typeof from === 'string' && typeof to === 'string' && Math.max(from.length, to.length) > MOST)
    return contrast(from, to);
  return `${value(from)} → ${value(to)}`;
}

/** Two long texts, cut to where they differ. */
function contrast(from: string, to: string): string {
  let start = 0;
  while (start < from.length && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  const around = 12;
  const [head, tail] = [Math.max(0, start - around), Math.max(0, end - around)];
  const part = (text: string) =>
    `${head > 0 ? '…' : ''}${cut(text.slice(head, text.length - tail).replaceAll('\n', ' '), MOST + 2 * around)}${tail > 0 ? '…' : ''}`;
  return `${part(from)} → ${part(to)}`;
}

function listDifference(from: readonly Json[], to: readonly Json[]): string {
  const differing = from.flatMap((item, i) => (item === to[i] ? [] : [[item, to[i]] as const]));
  const [only] = differing;
  if (from.length === to.length && only && differing.length === 1) return values(...only);
  const [a, b] = [from.map(value), to.map(value)];
  const gone = a.filter((item) => !b.includes(item)).map((item) => `−${item}`);
  const come = b.filter((item) => !a.includes(item)).map((item) => `+${item}`);
  const all = [...gone, ...come];
  return all.length === 0 ? `[${a.join(', ')}] → [${b.join(', ')}]` : cut(all.join(' '), 3 * MOST);
}

/** Of text with many lines: how many came and went. */
function lineDifference(from: string, to: string): string {
  const pairs = align(from.split('\n'), to.split('\n'));
  const gone = pairs.filter(([, j]) => j === undefined).length;
  const come = pairs.filter(([i]) => i === undefined).length;
  return `${come} ${come === 1 ? 'line' : 'lines'} new, ${gone} gone`;
}

/** A value on one line, shortened where it is long. */
function value(json: Json | undefined): string {
  if (json === undefined) return 'unset';
  if (typeof json === 'string') {
    const shown = json.includes('\n') ? `${json.split('\n')[0] ?? ''} …` : json;
    return json === '' ? '""' : cut(shown, MOST);
  }
  if (isObject(json) || isList(json)) return cut(flow(json), MOST);
  return String(json);
}

/** YAML's flow style without quotes: for reading, not for parsing. */
function flow(json: Json | undefined): string {
  if (isList(json)) return `[${json.map(flow).join(', ')}]`;
  if (!isObject(json)) return String(json);
  return `{${Object.entries(json)
    .map(([key, item]) => `${key}: ${flow(item)}`)
    .join(', ')}}`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
