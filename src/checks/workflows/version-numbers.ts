import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';

const VERSION = /version|^(?:python|node|go|java|ruby|php|dotnet|terraform|kubernetes|k8s)$/i;

/** Versions that are written without quotes and lose their last digit: 3.10 is the number 3.1. */
export function* versionNumbers(job: Field<Source>): Iterable<Report> {
  const matrix = job.at('strategy.matrix');
  const fields = [
    ...job.items('steps').flatMap((step) => step.entries('with')),
    ...matrix.entries().flatMap(([key, field]) => field.items().map((one) => [key, one] as const)),
    ...matrix.items('include').flatMap((one) => one.entries()),
    ...[job, ...job.items('steps')].flatMap((one) => one.entries('env')),
  ];
  for (const [key, field] of fields) {
    if (field.number === undefined || !VERSION.test(key)) continue;
    const written = asWritten(field);
    if (written === undefined || !/^\d+\.\d*0$/.test(written)) continue;
    yield report(field, `"${key}" is the number ${written}, which is ${field.number}`, {
      why: 'YAML reads a number: the zero at its end is gone, and another version is set up, or none is found.',
      fix: `Write '${written}'.`,
    });
  }
}

/** The text of a number, as the file has it. */
function asWritten(field: Field<Source>): string | undefined {
  const at = field.manifest.origin.at?.(field.path);
  if (!at) return undefined;
  const line = field.manifest.text.split('\n')[at.line - 1] ?? '';
  return /[\d.]+/.exec(line.slice(at.column - 1).replace(/^[\w-]+:\s*/, ''))?.[0];
}
