import type { ImageLine, ImagesLayout } from './image-line.js';
import type { Span } from './layout-problems.js';

/** A tag, or a tag and a digest, in quotes or plain: nothing that YAML reads as something else. */
const IMAGE = /^( {2})([a-z][a-z0-9-]*): (["']?)([A-Za-z0-9][\w.-]*(?:@sha256:[0-9a-f]+)?)\3$/;

/**
 * The layout of an images file as `eco image set` writes it, read line by line. `undefined` for every other, mistakes
 * included: the YAML library reads that, which takes ten times as long.
 */
export function usualLayout(text: string): Omit<ImagesLayout, 'problems'> | undefined {
  const starts: number[] = [];
  const lines = new Map<string, ImageLine>();
  let isVersioned = false;
  let section: Span | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    starts.push(at);
    if (line === 'version: 1' && !isVersioned && !section) isVersioned = true;
    else if (line === 'images:' && isVersioned && !section) section = { start: at, end: at + line.length - 1 };
    else if (line !== '' && !line.startsWith('#')) {
      const image = section && imageLine(line, at);
      if (!image || lines.has(image.service)) return undefined;
      lines.set(image.service, image);
    }
    at += line.length + 1;
  }
  if (!section) return undefined;
  const position = (offset: number) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return { lines: [...lines.values()], section: { key: section }, position };
}

function imageLine(line: string, at: number): ImageLine | undefined {
  const [, indent = '', service = '', quote = '', source = ''] = IMAGE.exec(line) ?? [];
  if (service === '' || (quote !== '"' && quote !== "'" && quote !== '')) return undefined;
  // Plain, it is nothing.
  if (quote === '' && source.toLowerCase() === 'null') return undefined;
  const key = { start: at + indent.length, end: at + indent.length + service.length };
  return { service, key, value: { start: key.end + 2, end: at + line.length }, source, quote, empty: false };
}
