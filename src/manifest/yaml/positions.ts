import type { Document, Pair, YAMLMap } from 'yaml';
import type { Edit, Place } from '../../diagnostic/diagnostic.js';
import type { FieldPath, Mend } from '../manifest.js';
import { editOf } from './edits.js';
import { Lines } from './lines.js';
import { rangeOf, yaml } from './yaml-library.js';

/** Part of a file: one YAML document. */
export interface Chunk {
  /** The whole file. */
  readonly lines: Lines;
  /** Where the document starts and ends in it. */
  readonly start: number;
  readonly end: number;
}

type Span = readonly [start: number, end: number];

/** Where the fields of a file's documents stand; documents count from 0. */
export function positions(text: string, file: string): { at(document: number, path: FieldPath): Place | undefined } {
  let finders: Locator[] | undefined;
  return {
    at(document, path) {
      finders ??= [...chunksOf(new Lines(file, text))].map(locator);
      return finders[document]?.at(path);
    },
  };
}

/**
 * The documents of a file. `---` at the start of a line separates documents even inside a block scalar, so the text can
 * be cut before it is read.
 */
export function* chunksOf(lines: Lines): Iterable<Chunk> {
  const { text } = lines;
  let start = 0;
  // Most files hold one document: a plain search says so sooner.
  if (!text.includes('\n---')) {
    yield { lines, start, end: text.length };
    return;
  }
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    // Comments and directives belong to the document that follows them.
    if (index > start && /^[^\S\n]*[^\s#%]/m.test(text.slice(start, index))) {
      yield { lines, start, end: index };
      start = index;
    }
  }
  yield { lines, start, end: text.length };
}

/** Finds fields of one document in its text, and says how to change one. */
export interface Locator {
  readonly at: (path: FieldPath) => Place;
  readonly edit: (mend: Mend) => Edit | undefined;
}

// The line with the first key of a document, behind empty lines and comments: the place of the document as a whole.
const FIRST_KEY = /^(?:---[^\S\n]*\n|[^\S\n]*(?:#.*)?\n)*([A-Za-z]\w*:.*)/;

/** The text is parsed again, with positions, only when somebody asks: most documents have nothing to report. */
export function locator(chunk: Chunk): Locator {
  const { lines, start } = chunk;
  return {
    at: (path) => {
      const head = path.length === 0 ? FIRST_KEY.exec(textOf(chunk)) : null;
      if (head) return lines.place(start + head[0].length - (head[1]?.length ?? 0), start + head[0].length);
      const [from, to] = spanOf(parsed(chunk), path);
      return lines.place(start + from, start + to);
    },
    edit: (mend) => {
      const edit = editOf(textOf(chunk), parsed(chunk), mend);
      return edit && { ...edit, start: start + edit.start, end: start + edit.end };
    },
  };
}

const documents = new WeakMap<Chunk, Document>();

function parsed(chunk: Chunk): Document {
  const known = documents.get(chunk);
  if (known) return known;
  const document = yaml().parseDocument(textOf(chunk), { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  documents.set(chunk, document);
  return document;
}

function textOf({ lines, start, end }: Chunk): string {
  return lines.text.slice(start, end);
}

/** From a field's key to the end of its value; of the nearest parent that exists, when the field does not. */
function spanOf(document: Document, path: FieldPath): Span {
  const { isMap, isSeq } = yaml();
  let node = resolved(document.contents, document);
  let span: Span = rangeOf(node) ?? [0, 0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = pairOf(node, String(step), document);
      if (!pair) break;
      const key = rangeOf(pair.key);
      span = [key?.[0] ?? span[0], rangeOf(pair.value)?.[1] ?? key?.[1] ?? span[1]];
      node = resolved(pair.value, document);
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      span = rangeOf(item) ?? span;
      node = resolved(item, document);
    } else break;
  }
  return span;
}

function pairOf(map: YAMLMap, key: string, document: Document): Pair | undefined {
  const { isMap, isScalar, isSeq } = yaml();
  const own = pairsOf(map).get(key);
  if (own) return own;
  for (const pair of map.items) {
    if (!isScalar(pair.key) || pair.key.source !== '<<') continue;
    const merged = resolved(pair.value, document);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const node = resolved(source, document);
      const found = isMap(node) && node !== map ? pairOf(node, key, document) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a mapping by key. One that YAML 1.1 takes for a boolean (`on`) is found under both of its names. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(map);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const { key } = pair;
    if (!yaml().isScalar(key)) continue;
    for (const name of [String(key.value), key.source])
      if (name !== undefined && !pairs.has(name)) pairs.set(name, pair);
  }
  indexes.set(map, pairs);
  return pairs;
}

function resolved(node: unknown, document: Document): unknown {
  return yaml().isAlias(node) ? node.resolve(document) : node;
}
