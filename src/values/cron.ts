import { parseGoDuration } from './duration.js';

const MACRO = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Days of each month, in a leap year. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

interface CronField {
  readonly what: string;
  readonly low: number;
  readonly high: number;
  /** The first stands for `low`. */
  readonly names: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { what: 'minute', low: 0, high: 59, names: [] },
  { what: 'hour', low: 0, high: 23, names: [] },
  { what: 'day of the month', low: 1, high: 31, names: [] },
  { what: 'month', low: 1, high: 12, names: MONTHS },
  { what: 'day of the week', low: 0, high: 6, names: WEEKDAYS },
];

/** What there is to say of a cron schedule, each as the rest of a sentence that starts with it. */
export interface CronReading {
  /** Why it cannot be read. */
  readonly problem?: string | undefined;
  /**
   * What it does otherwise than it looks, though it can be read: a date that never comes, or a step that is longer than
   * the whole that it divides.
   */
  readonly surprise?: string | undefined;
}

/**
 * Reads a cron schedule: five fields, or a shorthand (`@daily`, `@every 5m`).
 * Source: github.com/robfig/cron/v3, parser.go (the standard parser) and spec.go (Next).
 */
export function readCron(schedule: string): CronReading {
  const text = schedule.trim();
  if (text.startsWith('@')) return { problem: shorthandProblem(text) };
  if (/^(?:CRON_)?TZ=/.test(text)) return { problem: 'names a time zone, which belongs into timeZone' };
  const fields = text.split(/\s+/);
  if (fields.length !== FIELDS.length)
    return { problem: `has ${fields.length} field${fields.length === 1 ? '' : 's'}, 5 are needed` };
  const spans: Span[][] = [];
  for (const [i, field] of FIELDS.entries()) {
    const { what, low, high } = field;
    const read: Span[] = [];
    for (const part of (fields[i] ?? '').split(',')) {
      const span = spanOf(part, field);
      const has = `has "${part}" as ${what},`;
      if (!span) return { problem: `${has} allowed are ${low}-${high}, "*", "," "-" and "/"` };
      if (span.from > span.to) return { problem: `${has} a range that ends before it begins` };
      read.push(span);
    }
    spans.push(read);
  }
  return { surprise: surpriseOf(spans) };
}

/**
 * Why Argo CD cannot read when a window begins: it takes the five fields alone, and none of the shorthands.
 * Source: Argo CD, pkg/apis/application/v1alpha1: SyncWindow.Validate (cron.NewParser: minute to weekday).
 */
export function syncWindowProblem(schedule: string): string | undefined {
  return schedule.trim().startsWith('@') ? 'is a shorthand, which Argo CD does not read' : readCron(schedule).problem;
}

function shorthandProblem(text: string): string | undefined {
  if (!text.startsWith('@every '))
    return MACRO.test(text) ? undefined : 'is none of @hourly, @daily, @weekly, @monthly, @yearly';
  const span = text.slice('@every '.length);
  return parseGoDuration(span) === undefined
    ? `waits "${span}", which is no duration: 90s, 5m and 1h30m are`
    : undefined;
}

/** @param spans of each field, in their order */
function surpriseOf(spans: readonly (readonly Span[])[]): string | undefined {
  const [days = [], months = [], weekdays = []] = spans.slice(2);
  // A restricted weekday counts beside the day, not with it: one of the two is enough.
  const most = Math.max(...LENGTHS.filter((_, i) => months.some((span) => holds(span, i + 1))));
  if (weekdays.some(({ star }) => star) && days.every(({ from }) => from > most))
    return `never comes: the months have ${most} days at most`;
  for (const [i, { what, low, high, names }] of FIELDS.entries()) {
    const [only, ...rest] = spans[i] ?? [];
    if (!only || rest.length > 0 || !only.star || only.step <= high - low + 1) continue;
    return `has a step of ${only.step} as ${what}, which is reached once: at ${names[0] ?? low}`;
  }
  return undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly star: boolean;
}

function spanOf(part: string, field: CronField): Span | undefined {
  const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
  const [, first = '', last, by] = match ?? [];
  const step = Number(by ?? 1);
  if (!match || step === 0) return undefined;
  if (first === '*' || first === '?') return { from: field.low, to: field.high, step, star: true };
  const from = numberOf(first, field);
  // A single number with a step goes on to the end.
  const open = by === undefined ? from : field.high;
  const to = last === undefined ? open : numberOf(last, field);
  return from === undefined || to === undefined ? undefined : { from, to, step, star: false };
}

function numberOf(word: string, { low, high, names }: CronField): number | undefined {
  const named = names.indexOf(word.toLowerCase());
  if (named >= 0) return named + low;
  return /^\d+$/.test(word) && Number(word) >= low && Number(word) <= high ? Number(word) : undefined;
}

function holds({ from, to, step }: Span, value: number): boolean {
  return value >= from && value <= to && (value - from) % step === 0;
}
