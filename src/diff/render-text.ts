import type { Place } from '../diagnostic/diagnostic.js';
import { type Paint, plainPaint } from '../diagnostic/paint.js';
import { visible, wrap } from '../diagnostic/visible.js';
import type { ObjectChange } from './change.js';
import type { Diff } from './diff.js';
import type { Effect, EffectKind } from './effect.js';
import { fold, type Group } from './fold.js';
import { groupText } from './group-text.js';
import { originsOf } from './origins.js';
import { listed } from './rollout/words.js';
import { summarize } from './summary.js';

export interface TextOptions {
  /** Columns to keep to; 80 when absent. */
  readonly width?: number;
  /** No colour when absent. */
  readonly paint?: Paint;
  /** How a file is called where it is named: relative to the project. As it is when absent. */
  readonly fileName?: (file: string) => string;
  /** What sets the changed fields of an object; what its origin says when absent. */
  readonly placesOf?: (change: ObjectChange) => readonly Place[];
  /** Show fields, reasons and places too; true when absent. */
  readonly details?: boolean;
}

/** What stands before each group: one word for what it does. */
export const LABELS: Readonly<Record<EffectKind, string>> = {
  refused: 'sync fails',
  deleted: 'deleted',
  replaced: 'replaced',
  traffic: 'traffic',
  restart: 'restarts',
  network: 'network',
  access: 'rights',
  alert: 'alerts',
  pending: 'waits',
  scale: 'scales',
  delivery: 'delivery',
  live: 'live',
  created: 'new',
  none: 'no effect',
};

const COLUMN = 12;
/** Lines of fields of one group; the page shows all. */
const FIELDS = 12;

/** The difference for a reader: groups, the gravest first, and one sentence at the end. Ends in a line break. */
export function renderDiff(diff: Diff, options: TextOptions = {}): string {
  const { paint = plainPaint } = options;
  const head = diff.name ? [paint.strong(diff.name)] : [];
  const groups = fold(diff).flatMap((group) => [...renderGroup(group, options), '']);
  return `${[...head, ...groups, ...wrap(summarize(diff), options.width ?? 80)].join('\n')}\n`;
}

function renderGroup(
  group: Group,
  { width = 80, paint = plainPaint, details = true, fileName = (file) => file, placesOf = originsOf }: TextOptions,
): string[] {
  const { title, effects, fields, objects } = groupText(group);
  const { name, told } = details ? { name: title, told: effects } : inBrief(group, title, effects);
  const colour =
    group.kind === 'refused' || group.grave ? paint.error : group.kind === 'none' ? paint.faint : paint.warning;
  const label = colour(LABELS[group.kind].padEnd(COLUMN));
  const lines = wrap(visible(name), Math.max(30, width - COLUMN)).map(
    (line, i) => (i === 0 ? label : ' '.repeat(COLUMN)) + paint.strong(line),
  );
  const block = (text: string, mark = '') =>
    wrap(text, Math.max(30, width - COLUMN - mark.length)).map(
      (line, i) => `${' '.repeat(COLUMN)}${i === 0 ? mark : ' '.repeat(mark.length)}${line}`,
    );
  // The title says that it is deleted: the line is for what hangs on it, or where there is no other.
  const worth = told.filter(({ kind, minor }) => told.length === 1 || kind !== 'deleted' || !minor);
  for (const { text, why, fix, kind, grave } of worth) {
    const also = kind === group.kind ? '' : `${LABELS[kind]}: `;
    const said = block(`${also}${text}`);
    lines.push(...(grave ? said.map((line) => paint.error(line)) : said));
    if (details && why) lines.push(...block(why, 'why  ').map(paint.faint));
    if (details && fix) lines.push(...block(fix, 'fix  '));
  }
  if (!details) return lines;
  const shown =
    fields.length > FIELDS ? [...fields.slice(0, FIELDS - 1), `and ${fields.length - FIELDS + 1} fields more`] : fields;
  for (const field of shown) lines.push(...block(field, '~ ').map(paint.faint));
  const named = group.entries.flatMap(({ change }) => placesOf(change));
  const places = [...new Set(named.map(({ file, line }) => `${visible(fileName(file))}:${line}`))];
  if (places.length > 0) lines.push(...block(listed(places, 4), 'from '));
  if (objects.length > 6) lines.push(...block(`${objects.length} objects in all`).map(paint.faint));
  return lines;
}

/** Without what the label says already: that something is new. */
function inBrief({ kind, entries }: Group, title: string, effects: readonly Effect[]) {
  const name = kind === 'created' ? title.replace(/ \(new\)$/, '') : title;
  const isTold = entries.every((entry) => entry.effects.every(({ titled }) => titled));
  return { name, told: isTold ? [] : effects };
}
