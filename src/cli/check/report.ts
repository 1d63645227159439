import { rules } from '../../checks/rules/index.js';
import type { Finding, UncheckedRule } from '../../diagnostic/diagnostic.js';
import { githubAnnotations } from '../../diagnostic/github.js';
import { type Checked, findingsJson } from '../../diagnostic/json.js';
import { junitReport } from '../../diagnostic/junit.js';
import { sarifLog } from '../../diagnostic/sarif.js';
import type { FoundFile } from '../../manifest/files/sets.js';
import type { Arguments, Terminal } from '../command.js';
import { printFindings, printSummary } from '../print.js';
import { fingerprintOf } from './fingerprint.js';
import type { Format } from './format.js';
import { STDIN } from './input.js';

/** What a run gave. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedRule[];
  readonly checked: Checked;
  readonly root: string;
  readonly files: readonly FoundFile[];
  /** Documents that no cluster receives. */
  readonly sources: number;
  /** Beside the sum: what a baseline accepted. */
  readonly notes?: readonly string[];
}

/** Prints a run: for a reader to standard error, for a machine to standard output. */
export function printOutcome(outcome: Outcome, format: Format, args: Arguments, terminal: Terminal): void {
  const { findings, unchecked, checked, root, files } = outcome;
  if (format === 'json') terminal.out(findingsJson(findings, checked, unchecked));
  if (format === 'junit') terminal.out(junitReport(findings));
  if (format === 'github') terminal.out(githubAnnotations(findings));
  if (format === 'sarif') {
    const { version } = require('../../../../package.json');
    terminal.out(sarifLog(findings, { rules, version, fingerprint: fingerprintOf }));
  }
  if (format === 'text') {
    const piped = new Map(
      files.flatMap(({ file, text }) => (file === STDIN && text !== undefined ? [[file, text] as const] : [])),
    );
    printFindings(findings, terminal, root, piped, args.flag('all'));
  }
  // What a machine reads says all; the log of a workflow is read by people too.
  if (format === 'text' || format === 'github') summary(outcome, terminal);
}

function summary({ findings, unchecked, checked, notes = [] }: Outcome, terminal: Terminal): void {
  printSummary(findings, unchecked, checked.files, terminal);
  for (const note of notes) terminal.err(`${note}\n`);
}
