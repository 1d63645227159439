const MACRO = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/;
const BOUNDS = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of the month', 1, 31],
  ['month', 1, 12],
  ['day of the week', 0, 6],
] as const;
const NAMES = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)$/i;

/**
 * What is wrong with a cron schedule, as the rest of a sentence that starts with it; undefined when nothing is.
 * Source: github.com/robfig/cron/v3, parser.go (the standard parser: five fields).
 */
export function cronProblem(schedule: string): string | undefined {
  const text = schedule.trim();
  if (text.startsWith('@'))
    return MACRO.test(text) ? undefined : 'is none of @hourly, @daily, @weekly, @monthly, @yearly';
  if (/^(?:CRON_)?TZ=/.test(text)) return 'names a time zone, which belongs into timeZone';
  const fields = text.split(/\s+/);
  if (fields.length !== BOUNDS.length)
    return `has ${fields.length} field${fields.length === 1 ? '' : 's'}, 5 are needed`;
  for (const [i, [what, low, high]] of BOUNDS.entries()) {
    for (const part of (fields[i] ?? '').split(',')) {
      const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
      const numbers = [match?.[1], match?.[2]].filter(
        (word) => word !== undefined && !/^[*?]$/.test(word) && !NAMES.test(word),
      );
      const isWithin = numbers.every((word) => /^\d+$/.test(word ?? '') && Number(word) >= low && Number(word) <= high);
      if (!match || !isWithin || match[3] === '0')
        return `has "${part}" as ${what}, allowed are ${low}-${high}, "*", "," "-" and "/"`;
    }
  }
  return undefined;
}
