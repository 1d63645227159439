import type { Compared } from '../../checks/baseline.js';
import { hasErrors } from '../../diagnostic/diagnostic.js';
import { count } from '../../diagnostic/summary.js';
import type { Arguments, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { againstBaseline, writeBaseline } from './baseline.js';
import type { Format } from './format.js';
import { type Outcome, printOutcome } from './report.js';

/** Compares with the baseline, prints, and says how it went. */
export function conclude(outcome: Outcome, format: Format, args: Arguments, terminal: Terminal): ExitCode {
  const { checked, sources, findings, root } = outcome;
  if (checked.objects === 0 && sources === 0 && findings.length === 0) {
    if (format !== 'text') printOutcome(outcome, format, args, terminal);
    terminal.err(nothingFound(outcome));
    return 2;
  }
  const file = args.value('baseline');
  if (args.flag('write-baseline')) {
    if (file === undefined) throw baselineUnnamed();
    writeBaseline(file, root, findings);
    terminal.err(`${file} accepts ${count(findings.length, 'finding')}\n`);
    return 0;
  }
  const left = file === undefined ? outcome : fresh(outcome, againstBaseline(file, root, findings), file);
  printOutcome(left, format, args, terminal);
  return hasErrors(left.findings) ? 1 : 0;
}

function nothingFound({ files }: Outcome): string {
  const names = files.flatMap(({ file, text }) => (text === undefined ? [] : [file]));
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const where = names.length > 0 ? ` in ${names.slice(0, 3).join(', ')}${rest}` : '';
  const needs = names.length > 0 ? 'An object has an apiVersion, a kind and a metadata.name.\n' : '';
  return `eco: no Kubernetes object was found${where}, so nothing was checked\n${needs}`;
}

function fresh(outcome: Outcome, { fresh: findings, accepted, mended }: Compared, file: string): Outcome {
  const stale = `${count(mended, 'finding')} of it ${mended === 1 ? 'is' : 'are'} there no more: write it anew`;
  const notes = [
    ...(outcome.notes ?? []),
    `${file} accepts ${count(accepted, 'finding')}${mended > 0 ? `; ${stale}` : ''}`,
  ];
  return { ...outcome, findings, notes };
}

function baselineUnnamed(): Failure {
  return new Failure({
    rule: 'baseline',
    severity: 'error',
    message: '--write-baseline does not know which file',
    why: 'Nothing was written.',
    fix: 'Name it: --baseline baseline.yaml --write-baseline',
  });
}
