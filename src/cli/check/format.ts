import type { Arguments } from '../command.js';
import { Failure } from '../failure.js';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** @throws Failure for a format that there is not */
export function formatOf(args: Arguments): Format {
  const written = args.value('format') ?? (args.flag('json') ? 'json' : 'text');
  const format = FORMATS.find((one) => one === written);
  if (format) return format;
  throw new Failure({
    rule: 'format',
    severity: 'error',
    message: `--format is "${written}", allowed are ${FORMATS.join(', ')}`,
    why: 'Nothing was checked.',
    fix: 'eco check --format text',
  });
}
