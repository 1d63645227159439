import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { ImageLine, ImagesLayout } from './image-line.js';
import * as problem from './layout-problems.js';
import { type LayoutProblem, type Span, spanOf } from './layout-problems.js';
import { usualLayout } from './usual-layout.js';

const known = ['version', 'images'];
const version = '1';

/**
 * Finds the lines of an images file. All scalars are kept as text: a commit such as `0123456` or `12e4567` would be a
 * number to YAML. Broken YAML is reported alone: what else could be read from it would be a guess.
 */
export function layOut(text: string): ImagesLayout {
  const usual = usualLayout(text);
  return usual ? { ...usual, problems: [] } : layOutYaml(text);
}

function layOutYaml(text: string): ImagesLayout {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: true,
    lineCounter: counter,
  });
  const position = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    // Of an empty text the counter knows no line.
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = problem.brokenYaml(text, document.errors, (offset) => position(offset).line);
  if (broken.length > 0) return { lines: [], section: undefined, problems: broken, position };

  const problems: LayoutProblem[] = [];
  const pairs = topLevel(document.contents, text, problems);
  const images = pairs.get('images');
  if (pairs.has('version')) problems.push(...versionProblems(pairs.get('version')));
  const section = images && findSection(images, text, problems);
  const lines = new Map<string, ImageLine>();
  for (const pair of section?.pairs ?? []) {
    const line = readLine(pair, text, problems);
    const first = line && lines.get(line.service);
    if (first) problems.push(problem.twice(line.service, line.key, position(first.key.start).line));
    else if (line) lines.set(line.service, line);
  }
  return { lines: [...lines.values()], section, problems, position };
}

/** The pairs under `version` and `images`; what else stands there, or does not, is a problem. */
function topLevel(contents: unknown, text: string, problems: LayoutProblem[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  if (!isMap(contents) || contents.flow) {
    problems.push(problem.noMapping(contents));
    return pairs;
  }
  const meant = new Set<string>();
  for (const pair of contents.items) {
    const name = isScalar(pair.key) ? `${pair.key.source}` : '';
    if (!startsLine(text, spanOf(pair.key)) || name === '') problems.push(problem.strangeKey(spanOf(pair.key)));
    else if (pairs.has(name)) problems.push(problem.twice(name, spanOf(pair.key)));
    else if (known.includes(name)) pairs.set(name, pair);
    else meant.add(problem.unknownKey(name, spanOf(pair.key), known, problems) ?? '');
  }
  for (const name of known) if (!pairs.has(name) && !meant.has(name)) problems.push(problem.missingKey(name));
  return pairs;
}

/** Whether nothing but indentation, or a byte order mark, stands before it on its line. */
function startsLine(text: string, { start }: Span): boolean {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}

function versionProblems(pair: Pair | undefined): LayoutProblem[] {
  const value = pair?.value;
  const given = isScalar(value) ? `${value.source}` : '';
  return given === version ? [] : [problem.wrongVersion(given, spanOf(value ?? pair?.key))];
}

function findSection(
  { key, value }: Pair,
  text: string,
  problems: LayoutProblem[],
): (ImagesLayout['section'] & { readonly pairs: readonly Pair[] }) | undefined {
  const [keySpan, span] = [spanOf(key), spanOf(value)];
  if (isScalar(value) && value.source === '' && span.start === span.end) return { key: keySpan, pairs: [] };
  if (isMap(value) && !value.flow) return { key: keySpan, pairs: value.items };
  if (/^ *: *\{ *\}$/.test(text.slice(keySpan.end, span.end))) return { key: keySpan, braces: span, pairs: [] };
  problems.push(problem.noLines(span));
  return undefined;
}

function readLine({ key, value, srcToken }: Pair, text: string, problems: LayoutProblem[]): ImageLine | undefined {
  const [keySpan, span] = [spanOf(key), spanOf(value)];
  if (!isScalar(key) || key.source === '' || !startsLine(text, keySpan)) {
    problems.push(problem.strangeKey(keySpan));
    return undefined;
  }
  const service = `${key.source}`;
  if (!isScalar(value) || value.tag !== undefined || value.anchor !== undefined) {
    problems.push(problem.noScalar(service, isScalar(value) ? span : keySpan));
    return undefined;
  }
  const absent = span.start === span.end;
  if (!absent && text.slice(keySpan.start, span.end).includes('\n')) {
    problems.push(problem.severalLines(service, keySpan));
    return undefined;
  }
  const source = `${value.source}`;
  const quote = value.type === 'QUOTE_SINGLE' ? "'" : value.type === 'QUOTE_DOUBLE' ? '"' : '';
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  const behind = (colon?.offset ?? keySpan.end) + 1;
  return {
    service,
    key: keySpan,
    value: absent ? { start: behind, end: behind } : span,
    source,
    quote,
    empty: source === '' || (quote === '' && /^(?:~|null|Null|NULL)$/.test(source)),
  };
}
