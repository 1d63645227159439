import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import { get, isList } from '../access.js';
import { isKubeObject, refOf } from '../kinds.js';
import { type FieldPath, formatPath, type Json, type Origin } from '../manifest.js';
import { isUsual, readBlockYaml } from './block-yaml.js';
import { Lines } from './lines.js';
import { type Chunk, chunksOf, locator } from './positions.js';
import { anyYaml } from './yaml-library.js';
import { yamlMistake } from './yaml-mistakes.js';
import { kubernetesScalar } from './yaml-scalar.js';

/** One YAML document as plain data. */
export interface YamlDocument {
  readonly value: Json;
  readonly origin: Origin;
}

/** What a file of YAML or JSON holds. Documents that can be read are read, though others of the file cannot. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  readonly findings: readonly Finding[];
}

// No manifest comes near: these stop documents that are made to exhaust memory or the stack. Only aliases make more
// values than there are characters.
const MAX_ALIASED = 200_000;
const MAX_DEPTH = 200;
const MAX_MEBIBYTES = 32;
// Characters of a document that regular expressions may look at: they remember each, and must not run out of room.
const MAX_PLAIN = 1024 * 1024;

/**
 * Reads YAML as the tools do that will read it: Kubernetes' way, or for GitHub's workflows YAML 1.2. Never throws:
 * what cannot be read is a finding with its place.
 */
export function readYaml(text: string, file: string, dialect: 'kubernetes' | 'core' = 'kubernetes'): YamlFile {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const documents: YamlDocument[] = [];
  const findings: Finding[] = [];
  const usual = dialect === 'kubernetes' && isUsual(clean);
  for (const chunk of chunksOf(new Lines(file, clean))) {
    const { start, end } = chunk;
    if (end - start > MAX_MEBIBYTES * 1024 * 1024) {
      findings.push(tooLarge(chunk));
      continue;
    }
    const plain = usual && end - start < MAX_PLAIN ? readBlockYaml(clean, start, end, kubernetesScalar) : undefined;
    if (plain !== undefined) {
      if (plain !== null) documents.push({ value: plain, origin: { file, ...locator(chunk) } });
      continue;
    }
    try {
      for (const value of valuesOf(chunk, dialect, findings)) {
        if (value === undefined || value === null) continue;
        const { at, edit } = locator(chunk);
        const walk: Walk = { path: [], odd: [], values: end - start + MAX_ALIASED };
        if (!isPlain(value, walk)) throw new RangeError();
        const [odd, ...others] = walk.odd;
        for (const path of walk.odd) asTemplate(value, path);
        if (odd) findings.push(unquotedTemplate(value, odd, others, at));
        documents.push({ value, origin: { file, at, edit } });
      }
    } catch (error) {
      findings.push(unreadable(error, chunk));
    }
  }
  return { file, text: clean, documents, findings };
}

/** A key that is written twice is said; the object is looked at all the same, so that nobody misses it. */
function valuesOf(chunk: Chunk, dialect: 'kubernetes' | 'core', findings: Finding[]): unknown[] {
  const text = chunk.lines.text.slice(chunk.start, chunk.end);
  try {
    return anyYaml().documentsOf(text, dialect);
  } catch (error) {
    if (anyYaml().unreadableAt(error)?.reason !== TWICE) throw error;
    const values = anyYaml().documentsOf(text, dialect, true);
    findings.push(unreadable(error, chunk));
    return values;
  }
}

const TWICE = 'duplicated mapping key';

/** Steps to the value that is looked at, mappings with keys that were objects (from an unquoted `{{ x }}`), and what is left to see. */
interface Walk {
  readonly path: (string | number)[];
  readonly odd: FieldPath[];
  values: number;
}

/** Whether a value is finite plain data. */
function isPlain(value: unknown, walk: Walk): value is Json {
  walk.values -= 1;
  if (typeof value !== 'object' || value === null) return true;
  if (walk.values < 0 || walk.path.length > MAX_DEPTH) return false;
  if (isList(value)) {
    for (let i = 0; i < value.length; i++) if (!isPlainAt(i, value[i], walk)) return false;
    return true;
  }
  for (const [key, item] of entries(value)) {
    if (key === '[object Object]') walk.odd.push([...walk.path]);
    if (!isPlainAt(key, item, walk)) return false;
  }
  return true;
}

const { entries } = Object;

function isPlainAt(step: string | number, value: unknown, walk: Walk): boolean {
  walk.path.push(step);
  const plain = isPlain(value, walk);
  walk.path.pop();
  return plain;
}

// Not in the braces of an ApplicationSet, which would look for a key of that name.
// biome-ignore lint/suspicious/noTemplateCurlyInString: what fills it in writes it so
const FILLED_LATER = '${template}';

/** As it was meant, so that nothing else is said of it: a text that is filled in later. */
function asTemplate(document: Json, path: FieldPath): void {
  const above = get(document, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof above === 'object' && above !== null && last !== undefined) Reflect.set(above, last, FILLED_LATER);
}

/** One of a document is said, wherever it has more: mostly the whole file is a template. */
function unquotedTemplate(
  document: Json,
  path: FieldPath,
  others: readonly FieldPath[],
  at: (path: FieldPath) => Place,
): Finding {
  return {
    rule: 'yaml-trap',
    severity: 'error',
    message: `"${formatPath(path)}" begins with {{ and has no quotes: YAML reads it as a mapping`,
    ...(isKubeObject(document) ? { object: refOf(document) } : {}),
    field: formatPath(path),
    at: at(path),
    ...(others.length > 0 ? { also: others.map((one) => ({ field: formatPath(one), at: at(one) })) } : {}),
    why: 'The tool that fills in the template finds no text there, and the file is rejected.',
    fix: 'Put the whole value in quotes: "{{ name }}".',
  };
}

function tooLarge({ lines, start, end }: Chunk): Finding {
  return {
    rule: 'yaml-syntax',
    severity: 'error',
    message: `the document has ${Math.ceil((end - start) / 1024 / 1024)} MiB, at most ${MAX_MEBIBYTES} MiB are read`,
    at: lines.place(start, start),
    why: 'The API server takes requests of 3 MiB, etcd objects of 1.5 MiB: nobody can apply it, and it was not checked.',
    fix: 'Part it with "---".',
  };
}

function unreadable(error: unknown, { lines, start, end }: Chunk): Finding {
  const unread = anyYaml().unreadableAt(error);
  if (!unread) {
    if (!(error instanceof RangeError)) throw error;
    return {
      rule: 'yaml-syntax',
      severity: 'error',
      message: `the document is nested deeper than ${MAX_DEPTH} levels, or its aliases expand without end`,
      at: lines.place(start, start),
      why: 'Kubernetes tools refuse it.',
      fix: 'Write it flatter, and write out what aliases repeat.',
    };
  }
  // The parser notices at the end what began before: the last character that says something is a place to look at.
  const last = start + lines.text.slice(start, end).trimEnd().length - 1;
  const offset = Math.max(start, Math.min(start + unread.position, last));
  const at = lines.place(offset, offset);
  const line = lines.line(at.line - 1);
  if (unread.reason === TWICE) {
    const key = /^[^:\r\n]*/.exec(lines.text.slice(offset))?.[0].trim() ?? '';
    return {
      rule: 'yaml-trap',
      severity: 'error',
      message: `key "${key.replace(/^["']|["']$/g, '')}" is written twice in one mapping`,
      at: { ...at, length: key.length },
      why: 'Argo CD and kubectl refuse the file; other readers keep the last value and drop the first in silence.',
      fix: 'Merge the two, or delete one.',
    };
  }
  const template = /(?:^|[^$]){{/.test(line);
  const { what, fix } = yamlMistake(unread.reason);
  return {
    rule: template ? 'yaml-trap' : 'yaml-syntax',
    severity: 'error',
    message: `${lines.file.endsWith('.json') ? 'JSON' : 'YAML'} cannot be read: ${what}`,
    at,
    why: 'Argo CD and kubectl refuse the whole file, the objects that are fine included.',
    fix: template ? 'Put a value that begins with {{ in quotes: "{{ name }}".' : fix,
  };
}
