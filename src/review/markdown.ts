import { visible } from '../diagnostic/visible.js';
import { listed } from '../diff/rollout/words.js';
import { type GlanceLine, glanceOf } from './glance.js';
import { markdownCode, markdownText } from './markdown-escape.js';
import { groupMarkdown } from './markdown-group.js';
import type { Review, ReviewEnvironment, ReviewGroup, Tone } from './review.js';

/** What GitHub takes as the body of a comment. Unit: characters. Source: GitHub, body is too long (maximum is 65536). */
export const COMMENT_LIMIT = 65_536;

/** Room for the heads of environments and the sentence on what was folded. */
const RESERVE = 1500;
/** Who gets room first, and how much: YAML of what is grave comes before names of what is not. */
const TURNS: readonly (readonly [Tone, level: number])[] = [
  ['danger', 0],
  ['warning', 0],
  ['danger', 1],
  ['info', 0],
  ['danger', 2],
  ['warning', 1],
  ['info', 1],
  ['warning', 2],
  ['calm', 0],
  ['info', 2],
  ['calm', 1],
  ['quiet', 0],
  ['calm', 2],
  ['quiet', 1],
  ['quiet', 2],
];
/** Lines of one answer of the first view. */
const ANSWERS = 5;

interface Shown {
  readonly environment: number;
  readonly group: ReviewGroup;
  /** How much of it: see `groupMarkdown`; undefined: it is left out. */
  level: number | undefined;
}

/**
 * The review as a comment on a pull request. Never longer than `limit`: first the YAML of what matters least is left
 * out, then its fields and reasons, then the change itself; a last line says what is missing.
 */
export function markdown(review: Review, limit = COMMENT_LIMIT): string {
  const heads = review.environments.map((one) => headOf(one));
  const all = review.environments.flatMap(({ groups }, environment): Shown[] =>
    groups.map((group) => ({ environment, group, level: undefined })),
  );
  spend(all, limit - RESERVE - heads.join('').length, review);
  const parts = review.environments.map((_, i) => {
    const shown = all.filter(({ environment, level }) => environment === i && level !== undefined);
    return `${heads[i]}\n${shown.map(({ group, level = 0 }) => groupMarkdown(group, level, review.places)).join('')}`;
  });
  const folded = foldedText(all);
  return cut(`${parts.join('\n')}${folded ? `\n${folded}\n` : ''}\n<sub>${markdownText(review.title)}</sub>\n`, limit);
}

/** Gives the changes more and more, turn by turn, as long as there is room. */
function spend(all: readonly Shown[], room: number, { places }: Review): void {
  let left = room;
  for (const [tone, level] of TURNS) {
    for (const one of all) {
      if (one.group.tone !== tone || (one.level ?? -1) !== level - 1) continue;
      const before = level === 0 ? 0 : groupMarkdown(one.group, level - 1, places).length;
      const more = groupMarkdown(one.group, level, places).length - before;
      if (more > left) continue;
      left -= more;
      one.level = level;
    }
  }
}

function headOf(environment: ReviewEnvironment): string {
  const { name, summary, problems } = environment;
  const { breaks, deleted, restarts } = glanceOf(environment);
  const lines = [
    `## ${name ? `${markdownText(name)}: ` : ''}${markdownText(summary)}`,
    '',
    ...answer('Breaks', breaks),
    ...answer('Deleted', deleted),
    ...answer('Restarts', restarts),
  ];
  for (const { severity, message, why, fix } of problems.slice(0, 2 * ANSWERS)) {
    lines.push('', `> **${severity}**: ${markdownText(message)}`);
    if (why) lines.push(`> ${markdownText(why)}`);
    if (fix) lines.push(`> *Fix:* ${markdownText(fix)}`);
  }
  return `${lines.join('\n')}\n`;
}

function answer(title: string, all: readonly GlanceLine[]): string[] {
  const lines = all.filter(({ told }) => !told);
  if (lines.length === 0) return [`**${title}:** nothing`, ''];
  const shown = lines.slice(0, ANSWERS).map(({ text, grave }) => {
    const short = text.length > 400 ? `${text.slice(0, 399)}…` : text;
    return `- ${grave ? `**${markdownText(short)}**` : markdownText(short)}`;
  });
  const rest = lines.length - ANSWERS;
  return [`**${title}:**`, '', ...shown, ...(rest > 0 ? [`- and ${rest} more`] : []), ''];
}

/** What a reader does not see here. */
function foldedText(all: readonly Shown[]): string {
  const left = all.filter(({ level }) => level === undefined);
  const brief = all.filter(({ level }) => level === 0).length;
  const dry = all.filter(({ level, group }) => level === 1 && group.objects.some(({ yaml }) => yaml !== '')).length;
  const labels = [...new Set(left.map(({ group }) => group.label))].map(
    (label) => `${left.filter(({ group }) => group.label === label).length} “${markdownText(label)}”`,
  );
  const parts = [
    dry > 0 ? `the YAML of ${dry} ${dry === 1 ? 'change' : 'changes'}` : '',
    brief > 0 ? `reasons and fields of ${brief}` : '',
    left.length > 0 ? `${left.length} changes altogether (${listed(labels)})` : '',
  ].filter(Boolean);
  return parts.length === 0
    ? ''
    : `*Left out for want of room: ${listed(parts)}. The page has all: ${markdownCode('eco review --html')}.*`;
}

/** The last resort, where even the heads are too long: no half of a character, no open element. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = '\n\n*Cut here: a comment takes no more.*\n';
  const lines = text.slice(0, limit - end.length).split('\n');
  return visible(lines.slice(0, -1).join('\n')) === '' ? end : `${lines.slice(0, -1).join('\n')}${end}`;
}
