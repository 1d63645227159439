import type { Finding } from '../../diagnostic/diagnostic.js';
import { ansiPaint, type Paint, plainPaint } from '../../diagnostic/paint.js';
import { summaryLine } from '../../diagnostic/summary.js';
import type { Terminal } from '../command.js';
import { bugReport, Failure } from '../failure.js';
import { printFindings, type Unwritten } from '../print.js';
import { relativeFile, relativeFinding } from '../project.js';
import { changeCount, differs } from '../synth/changes.js';
import { WORKFLOWS } from '../synth/workflow-files.js';
import type { Written } from './put.js';

/** Files of a save that are named; a checkout changes many. */
const named = 4;

/** What watching prints. It remembers what was said last: a warning that stays is said once. */
export class Report {
  readonly #paint: Paint;
  #said: ReadonlySet<string> = new Set();
  #saved = 0;
  #shown: number | undefined;
  /** Whether an effect stands there of which nobody knows yet whether it comes about. */
  #pending = false;
  /** What was saved, until something is said of it. */
  #head = '';

  constructor(
    private readonly terminal: Terminal,
    private readonly root: string,
  ) {
    this.#paint = terminal.colour ? ansiPaint : plainPaint;
  }

  /** @param at when they were saved, in milliseconds since 1970 */
  saved(files: readonly string[], at: number): void {
    this.#saved = at;
    this.#shown = undefined;
    this.#pending = false;
    const names = files.map((file) => relativeFile(this.root, file));
    const rest = names.length > named ? ` and ${names.length - named} more` : '';
    this.#head = `\n${this.#paint.strong(names.slice(0, named).join(', '))}${rest}\n`;
  }

  /** What it would do, shown before anything is checked: an author waits for that. */
  effect(text: string): void {
    const pending =
      text === '' ? '' : `\n${this.#paint.faint('Not written yet: types and rules are being checked.')}\n`;
    this.#out(text + pending);
    this.#shown = this.#elapsed();
    this.#pending = text !== '';
  }

  written({ dist, workflows }: Written, folder: string): void {
    const wait = this.#saved === 0 ? '' : `, ${this.#elapsed()} ms after the save`;
    const shown = this.#shown === undefined || this.#saved === 0 ? '' : ` (shown after ${this.#shown} ms)`;
    this.#out(`${folder}/: ${changeCount(dist)}${this.#paint.faint(wait + shown)}\n`);
    if (workflows && differs(workflows)) this.terminal.out(`${WORKFLOWS}/: ${changeCount(workflows)}\n`);
  }

  /** Errors, and warnings that are new since the last time. `files`: how many there would be. */
  findings(all: readonly Finding[], files: number, unwritten?: Unwritten): void {
    const findings = all.map((finding) => relativeFinding(this.root, finding));
    const keys = findings.map((finding) => JSON.stringify(finding));
    const fresh = findings.filter((one, i) => one.severity === 'error' || !this.#said.has(keys[i] ?? ''));
    this.#said = new Set(keys);
    if (fresh.length > 0) this.#out('');
    printFindings(fresh, this.terminal, this.root, unwritten);
    if (fresh.length > 0) this.terminal.err(`\n${summaryLine(findings, files)}\n`);
  }

  notWritten(folder: string): void {
    this.#out(`${folder}/ stays as it is${this.#pending ? ': the effect above is withdrawn' : ''}\n`);
    this.#pending = false;
  }

  failed(error: unknown, folder: string): void {
    if (error instanceof Failure) this.findings(error.findings, 0);
    else {
      this.#out('');
      this.terminal.err(bugReport(error));
    }
    this.notWritten(folder);
  }

  #out(text: string): void {
    this.terminal.out(this.#head + text);
    this.#head = '';
  }

  #elapsed(): number {
    return Math.max(0, Math.round(Date.now() - this.#saved));
  }
}
