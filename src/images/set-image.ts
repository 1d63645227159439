import { parse } from 'yaml';
import { dnsLabelProblem } from '../values/dns-name.js';
import type { ImageLine, ImagesLayout } from './image-line.js';
import { formatPin, type Pin, pinProblem } from './image-pin.js';
import { layOut } from './images-layout.js';

/** Some editors put a byte order mark at the start of a file. It takes no column. */
const mark = '\ufeff';

type Section = NonNullable<ImagesLayout['section']>;

/**
 * The text with the image of one service replaced; every other byte stays: comments, order, alignment, line ends. A
 * quoted value stays quoted; a new one is quoted where some reader of YAML would take the tag for a number, a date,
 * a boolean or nothing. A service without a line gets one, before the first name that comes after its own. The text
 * as it was when the service has that image already.
 * Errors: undefined when the file as such has a problem; `readImages` says which. Throws a RangeError for a pin or a
 * service's name that no file can hold: `pinProblem` and `dnsLabelProblem` tell first.
 */
export function setImage(text: string, service: string, pin: Pin): string | undefined {
  const value = formatPin(pin);
  const wrong = pinProblem(value) ?? dnsLabelProblem(service);
  if (wrong !== undefined) throw new RangeError(`setImage: "${service}" ${wrong}`);
  const layout = layOut(text);
  if (layout.section === undefined || layout.problems.length > 0) return undefined;
  const line = layout.lines.find((candidate) => candidate.service === service);
  return line === undefined ? addLine(text, layout, layout.section, service, value) : replaceValue(text, line, value);
}

function replaceValue(text: string, line: ImageLine, value: string): string {
  const { source, quote, empty } = line;
  const { start, end } = line.value;
  if (source === value && !empty) return text;
  const written = quote === '' ? quoted(value) : quote + value + quote;
  return text.slice(0, start) + (start === end ? ' ' : '') + written + text.slice(end);
}

function addLine(text: string, layout: ImagesLayout, section: Section, service: string, value: string): string {
  const rowOf = (offset: number) => layout.position(offset).line - 1;
  const { key, braces } = section;
  const open = braces === undefined ? text : `${text.slice(0, key.end)}:${text.slice(braces.end)}`;
  const rows = open.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const next = layout.lines.find((line) => line.service > service);

  let at = next === undefined ? rowOf((layout.lines.at(-1) ?? section).key.start) + 1 : rowOf(next.key.start);
  // A comment right above a line belongs to that line.
  while (next !== undefined && /^\s*#/.test(rows[at - 1] ?? '')) at -= 1;

  const above = rows[at - 1] ?? '';
  const lineEnd = /\r?\n/.exec(open)?.[0] ?? '\n';
  const row = rowFor(text, layout.lines, key.start, service, value);
  if (above.endsWith('\n')) rows.splice(at, 0, row + lineEnd);
  else rows.splice(at - 1, 1, above + lineEnd, row);
  return rows.join('');
}

/** The new line, indented as the others are, and its value below theirs where they stand in one column. */
function rowFor(text: string, lines: readonly ImageLine[], section: number, service: string, value: string): string {
  const column = (offset: number) =>
    offset - Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf(mark, offset)) - 1;
  const [first] = lines;
  const indent = first === undefined ? column(section) + 2 : column(first.key.start);
  const name = `${quoted(service)}:`;
  const values = new Set(lines.map((line) => column(line.value.start)));
  const aligned = values.size === 1 && lines.some((line) => line.value.start - line.key.end > 2);
  const gap = aligned && first !== undefined ? column(first.value.start) - indent - name.length : 1;
  return ' '.repeat(indent) + name + ' '.repeat(Math.max(1, gap)) + quoted(value);
}

/** In double quotes, unless both YAML 1.1 and 1.2 read the bare text as that text. */
function quoted(text: string): string {
  return (['1.1', '1.2'] as const).every((version) => parse(text, { version }) === text) ? text : `"${text}"`;
}
