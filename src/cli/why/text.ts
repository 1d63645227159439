import { codeFrame } from '../../diagnostic/code-frame.js';
import type { Place } from '../../diagnostic/diagnostic.js';
import { formatPlace } from '../../diagnostic/render.js';
import { count } from '../../diagnostic/summary.js';
import { visible, wrap } from '../../diagnostic/visible.js';
import { describeRef } from '../../manifest/manifest.js';
import type { FleetLiteral } from '../../why/fleet-literals.js';
import type { LineAnswer } from './manifest-line.js';
import type { LiteralAnswer } from './source-line.js';

export interface TextOptions {
  readonly width: number;
  readonly readLine: (file: string, line: number) => string | undefined;
}

/** How many literals, and how many reasons, are shown of a line that holds many others. */
const most = 5;

/** The answer for a line of YAML. */
export function lineText(answer: LineAnswer, options: TextOptions): string {
  const { at, text, object, field, construct, literals, defaults } = answer;
  const blocks = literals.slice(0, most).map((literal) => literalText(literal, options));
  const reasons = defaults.slice(0, most).flatMap((reason) => labelled('default', reason, options.width));
  const nothing =
    literals.length === 0 && defaults.length === 0
      ? labelled('fixed', 'no literal of the fleet changes it: every such object has it', options.width)
      : [];
  return [
    ...[`${at.file}:${at.line}: ${visible(text.trim())}`],
    ...labelled('in', `${describeRef({ ...object })} ${field}`, options.width),
    ...labelled('through', construct.join(' > '), options.width),
    ...reasons,
    ...nothing,
    ...remaining(literals.length, defaults.length, options.width),
    ...blocks.flatMap((block) => ['', ...block]),
    '',
  ].join('\n');
}

function remaining(literals: number, defaults: number, width: number): string[] {
  const more = [
    ...(defaults > most ? [count(defaults - most, 'default')] : []),
    ...(literals > most ? [count(literals - most, 'literal')] : []),
  ];
  return more.length > 0 ? labelled('more', `${more.join(' and ')}: ask about one of the lines below it`, width) : [];
}

/** The answer for a line of the fleet: what each of its literals sets. */
export function sourceText(answers: readonly LiteralAnswer[], options: TextOptions): string {
  return answers
    .map(({ literal, lines }) =>
      [
        ...literalText(literal, options),
        ...(lines.length === 0 ? ['  no line of a manifest: what it sets is read by checks alone, or not at all'] : []),
        ...lines.map(({ file, line, text }) => `  ${file}:${line}: ${visible(text.trim())}`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function literalText({ place, within }: FleetLiteral, { width, readLine }: TextOptions): string[] {
  return [
    `${formatPlace(place)}${within ? `: ${within}` : ''}`,
    ...frame(place, readLine(place.file, place.line), width),
  ];
}

function frame(place: Place, line: string | undefined, width: number): string[] {
  if (line === undefined) return [];
  const { gutter, source, emptyGutter, pointer } = codeFrame(line, place, width);
  return [`${gutter}${source}`, `${emptyGutter}${pointer}`];
}

function labelled(label: string, text: string, width: number): string[] {
  const indent = 11;
  return wrap(text, width - indent).map((line, i) => `${(i === 0 ? `  ${label}` : '').padEnd(indent)}${line}`);
}
