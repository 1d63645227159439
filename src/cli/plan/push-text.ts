import { about } from '../../diff/rollout/words.js';
import { formatDuration } from '../../values/duration.js';
import { hanging } from './hanging.js';
import type { Push } from './push.js';
import type { PushPart } from './push-part.js';

/** The way of a push as lines of text: its sum, each part with where its figure comes from, and what that means. */
export function pushText({ parts, seconds }: Push, width: number): readonly string[] {
  const open = parts.some((part) => part.seconds === undefined);
  const notes = [...new Set(parts.flatMap(({ note }) => note ?? []))];
  const rows = [['', 'about', 'at most', ''], ...parts.map((part) => rowOf(part, notes))];
  const [what = 0, time = 0, most = 0] = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return [
    `  a push: ${about(seconds)}${open ? ', and what nobody can say beforehand' : ''}`,
    ...rows.map(([a = '', b = '', c = '', d = '']) =>
      `    ${a.padEnd(what)}  ${b.padStart(time)}  ${c.padStart(most)}  ${d}`.trimEnd(),
    ),
    ...notes.flatMap((note, i) => hanging(`${mark(i)} ${note}`, 4, width)),
  ];
}

function rowOf({ what, seconds, atMost, source, note }: PushPart, notes: readonly string[]): readonly string[] {
  const time = (span: number | undefined, otherwise: string) =>
    span === undefined ? otherwise : formatDuration(Math.round(span));
  const more = note === undefined ? '' : ` ${mark(notes.indexOf(note))}`;
  return [what, time(seconds, '?'), time(atMost, ''), `${source}${more}`];
}

function mark(index: number): string {
  return `(${index + 1})`;
}
