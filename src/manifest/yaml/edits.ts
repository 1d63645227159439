import type { Document, Pair } from 'yaml';
import type { Edit } from '../../diagnostic/diagnostic.js';
import type { FieldPath, Mend } from '../manifest.js';
import { rangeOf, yaml } from './yaml-library.js';

/** The change of a document's text that a mend means; undefined where the text is written in a way that it would harm. */
export function editOf(text: string, document: Document, mend: Mend): Edit | undefined {
  if ('rename' in mend) return rename(text, document, mend.rename, mend.to);
  if ('repeat' in mend) return repeat(text, document, mend.repeat, mend.field, mend.text);
  const [path, written] = 'quote' in mend ? [mend.quote, undefined] : [mend.write, mend.text];
  const scalar = nodeAt(document, path);
  const range = rangeOf(scalar);
  if (!range || !yaml().isScalar(scalar)) return undefined;
  const source = text.slice(...range);
  // A value with an anchor or a tag, or over several lines, means more than its text.
  if (source === '' || /[\r\n]/.test(source) || scalar.anchor || scalar.tag) return undefined;
  if (written !== undefined) return { start: range[0], end: range[1], text: written };
  return scalar.type === 'PLAIN' ? { start: range[0], end: range[1], text: `"${source}"` } : undefined;
}

function rename(text: string, document: Document, path: FieldPath, to: string): Edit | undefined {
  const pair = pairAt(document, path);
  const range = rangeOf(pair?.key);
  if (!range) return undefined;
  const source = text.slice(...range);
  const quote = /^["']/.exec(source)?.[0] ?? '';
  return source === `${quote}${path.at(-1)}${quote}`
    ? { start: range[0], end: range[1], text: `${quote}${to}${quote}` }
    : undefined;
}

function repeat(text: string, document: Document, path: FieldPath, field: string, value: string): Edit | undefined {
  const { isMap, isSeq } = yaml();
  const list = nodeAt(document, path.slice(0, -1));
  const item = nodeAt(document, path);
  const range = rangeOf(item);
  if (!range || !isMap(item) || !isSeq(list) || list.flow) return undefined;
  const lineStart = text.lastIndexOf('\n', range[0] - 1) + 1;
  const before = text.slice(lineStart, range[0]);
  // The element must begin behind its own dash: `  - port: 53`.
  if (!/^ *- +$/.test(before)) return undefined;
  const source = text.slice(...range).trimEnd();
  const end = range[0] + source.length;
  const found = rangeOf(pairAt(document, [...path, field])?.value);
  const copy = found
    ? source.slice(0, found[0] - range[0]) + value + source.slice(found[1] - range[0])
    : item.flow
      ? `${source.replace(/\s*\}$/, '')}, ${field}: ${value}}`
      : `${source}\n${' '.repeat(before.length)}${field}: ${value}`;
  const eol = text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  return { start: end, end, text: `${eol}${before}${copy.replaceAll(/\r?\n/g, eol)}` };
}

// What an alias leads to stands elsewhere too, and a merged key is another mapping's: neither is followed.
function nodeAt(document: Document, path: FieldPath): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function pairAt(document: Document, path: FieldPath): Pair | undefined {
  const { isMap, isScalar } = yaml();
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const same = parent.items.filter(({ key }) => isScalar(key) && key.value === path.at(-1));
  return same.length === 1 ? same[0] : undefined;
}
