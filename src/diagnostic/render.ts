import { type Cause, causesOf } from './causes.js';
import { codeFrame } from './code-frame.js';
import type { Also, Finding, ObjectRef, Place } from './diagnostic.js';
import { headPlace, sortFindings } from './order.js';
import { type Paint, plainPaint } from './paint.js';
import { visible, wrap } from './visible.js';

export interface RenderOptions {
  /** Text of a line, the first being 1; undefined when the file cannot be read: there is no frame then. */
  readLine(file: string, line: number): string | undefined;
  /** Columns to keep to; 80 when absent. The first line of a finding is never broken: editors and `grep` read it. */
  readonly width?: number;
  /** No colour when absent. */
  readonly paint?: Paint;
  /** Each finding at full length, by place, instead of each cause once. */
  readonly all?: boolean;
}

const labelWidth = 7;

/** Consequences of a cause, and other places of a finding, that are named; of more, the number is said. */
const named = 5;

/**
 * Findings for a reader, each cause once with its consequences folded, a blank line between; ends in a line break, and
 * is empty for none. The head is the author's line where it is known; the line of YAML then stands behind `in`.
 */
export function renderFindings(findings: readonly Finding[], options: RenderOptions): string {
  const causes = options.all
    ? sortFindings(findings).map((head): Cause => ({ head, consequences: [] }))
    : causesOf(findings);
  return causes.map((cause) => `${render(cause, options).join('\n')}\n`).join('\n');
}

function render(cause: Cause, { readLine, width = 80, paint = plainPaint }: RenderOptions): string[] {
  const finding = cause.head;
  const place = headPlace(finding);
  const line = finding.concealed ? undefined : place && readLine(place.file, place.line);
  const detail = (label: string, text: string | undefined) =>
    text === undefined || text === '' ? [] : labelled(label, text, width, paint);
  return [
    head(finding, place, paint),
    ...(place === undefined || line === undefined ? [] : frame(finding, line, place, width, paint)),
    ...detail('in', inLine(finding)),
    ...detail('why', finding.why),
    ...detail('fix', finding.fix),
    ...detail('and', others(finding)),
    ...detail('and', consequences(cause)),
  ];
}

function consequences({ head, consequences: all }: Cause): string {
  const lines = all.map((finding) => {
    const other = finding.rule === head.rule ? '' : `[${finding.rule}]`;
    const message = other === '' && finding.message === head.message ? '' : visible(finding.message);
    return [formatWhere(finding), message, other].filter(Boolean).join(' ');
  });
  return shortList(`${all.length} more of the same cause:`, lines);
}

function others({ also = [] }: Finding): string {
  const one = also.length === 1;
  return shortList(`${also.length} more ${one ? 'place' : 'places'}:`, also.map(formatWhere));
}

function shortList(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  const shown = [...times].slice(0, named);
  const rest = lines.length - shown.reduce((sum, [, count]) => sum + count, 0);
  const folded = shown.map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line));
  return [title, ...folded, ...(rest > 0 ? [`and ${rest} others`] : [])].join('\n');
}

function formatWhere(where: Also): string {
  const place = headPlace(where);
  const parts = [place && formatPlace(place), where.object && visible(formatObject(where.object))];
  return parts.filter((part) => part !== undefined).join(' ');
}

function head({ severity, message, rule }: Finding, place: Place | undefined, paint: Paint): string {
  const where = place === undefined ? '' : `${paint.strong(formatPlace(place))}: `;
  return `${where}${paint[severity](`${severity}:`)} ${visible(message)} ${paint.faint(`[${rule}]`)}`;
}

function frame({ severity }: Finding, line: string, place: Place, width: number, paint: Paint): string[] {
  const { gutter, source, emptyGutter, pointer } = codeFrame(line, place, width);
  return [
    source === '' ? paint.faint(gutter.trimEnd()) : paint.faint(gutter) + source,
    paint.faint(emptyGutter) + paint[severity](pointer),
  ];
}

/** The object and its field, behind the manifest's place where the head shows the author's. */
function inLine({ object, field, at, from }: Finding): string | undefined {
  const parts = [
    at !== undefined && from !== undefined ? formatPlace(at) : undefined,
    object && formatObject(object),
    field === '' ? undefined : field,
  ];
  return parts.flatMap((part) => (part === undefined ? [] : [visible(part)])).join(' ');
}

function formatObject({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** `file:line:column`, as editors and terminals know it. */
export function formatPlace({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

function labelled(label: string, text: string, width: number, paint: Paint): string[] {
  const lines = wrap(text, Math.max(20, width - labelWidth));
  return lines.map((line, i) => {
    const start = i === 0 ? `${paint.faint(`  ${label.padEnd(3)}`)}  ` : ' '.repeat(labelWidth);
    return line === '' ? '' : start + line;
  });
}
