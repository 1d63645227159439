import { listed } from '../diff/rollout/words.js';
import { markdownBlock, markdownCode, markdownText } from './markdown-escape.js';
import type { ReviewGroup, ReviewObject, ReviewPlace } from './review.js';

// Most of one change, so that no single one takes all the room.
const FIELDS = 20;
const PLACES = 4;
const OBJECTS = 3;
const LINES = 80;
const AROUND = 3;
const TEXT = 1200;

/**
 * A change as Markdown. Level 0: what it does and the way out; 1: why, its fields and places too; 2: its YAML too. Ends
 * in an empty line.
 */
export function groupMarkdown(group: ReviewGroup, level: number, places: readonly ReviewPlace[]): string {
  const { label, title, effects, grave } = group;
  const head = `${grave ? '**❗ ' : '**'}${markdownText(label)}** · ${markdownText(short(title))}`;
  const said = effects.map(({ label: own, text, why, fix, grave: bold }) => {
    const line = `${own ? `${markdownText(own)}: ` : ''}${markdownText(short(text))}`;
    return [
      `- ${bold ? `**${line}**` : line}`,
      ...(level > 0 && why ? [`  *why:* ${markdownText(short(why))}`] : []),
      ...(fix ? [`  *fix:* ${markdownText(short(fix))}`] : []),
    ].join('  \n');
  });
  const more = level === 0 ? [] : detailsOf(group, level, places);
  return `${[head, '', ...said, ...more].join('\n')}\n\n`;
}

function detailsOf({ fields, objects }: ReviewGroup, level: number, places: readonly ReviewPlace[]): string[] {
  const shown = fields.slice(0, FIELDS).map((field) => `- ${markdownCode(short(field))}`);
  if (fields.length > FIELDS) shown.push(`- and ${fields.length - FIELDS} fields more`);
  const numbers = new Set(objects.flatMap((object) => object.places.map(([, place]) => place)));
  const at = [...numbers].flatMap((number) => places[number]?.at ?? []).map(markdownCode);
  const from = at.length > 0 ? ['', `set by ${listed(at, PLACES)}`] : [];
  const yaml = level < 2 ? [] : objects.slice(0, OBJECTS).flatMap(objectMarkdown);
  if (level === 2 && objects.length > OBJECTS) yaml.push('', `and ${objects.length - OBJECTS} objects more`);
  const inside = [...shown, ...from, ...yaml];
  if (inside.length === 0) return [];
  const what = objects.length === 1 ? '1 object' : `${objects.length} objects`;
  const summary = fields.length > 0 ? `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, ${what}` : what;
  return ['', `<details><summary>${summary}</summary>`, '', ...inside, '', '</details>'];
}

function objectMarkdown({ name, file, yaml }: ReviewObject): string[] {
  const lines = hunks(yaml.split('\n'));
  const shown = lines.length > LINES ? [...lines.slice(0, LINES), `  … ${lines.length - LINES} lines more`] : lines;
  return [
    '',
    `${markdownText(name)} ${markdownCode(file)}`,
    '',
    markdownBlock(
      shown.map((line) => short(line)),
      'diff',
    ),
  ];
}

/** Changed lines and what stands around them; what means the same on both sides counts as unchanged. */
function hunks(lines: readonly string[]): string[] {
  const near = lines.map(() => false);
  for (const [i, line] of lines.entries())
    if (/^[-+]/.test(line)) near.fill(true, Math.max(0, i - AROUND), i + AROUND + 1);
  const out: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (!near[i] || line.startsWith('<')) continue;
    if (i > 0 && !near[i - 1]) out.push('@@');
    out.push(line.replace(/^>/, ' '));
  }
  return out;
}

function short(text: string): string {
  return text.length > TEXT ? `${text.slice(0, TEXT - 1)}…` : text;
}
