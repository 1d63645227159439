import { relative } from 'node:path';
import { formatPin, type Pin } from '../../images/image-pin.js';
import type { ExitCode, Terminal } from '../command.js';
import { printFindings } from '../print.js';
import { type Project, relativeFinding } from '../project.js';
import type { Move, Prepared } from './change.js';
import { commitLines } from './commit-lines.js';
import type { PushOutcome } from './push.js';
import type { Outcome } from './write.js';

export interface ReportOptions {
  readonly json: boolean;
  readonly dryRun: boolean;
  /** What the reader should know besides; printed after what was done. */
  readonly notes?: readonly string[];
}

/** Prints what a change did, or what forbade it. */
export function reportChange(
  project: Project,
  outcome: Outcome | PushOutcome,
  terminal: Terminal,
  { json, dryRun, notes = [] }: ReportOptions,
): ExitCode {
  const findings = outcome.findings.map((finding) => relativeFinding(project.root, finding));
  if (json) terminal.out(`${JSON.stringify(asJson(outcome, findings, dryRun), undefined, 2)}\n`);
  else if (findings.length > 0) {
    printFindings(findings, terminal, project.root, unwritten(project, outcome.prepared));
    terminal.err('\nNothing was written.\n');
  } else terminal.out(`${lines(project, outcome, dryRun, notes).join('\n')}\n`);
  return findings.length > 0 ? 1 : 0;
}

function lines(project: Project, outcome: Outcome | PushOutcome, dryRun: boolean, notes: readonly string[]): string[] {
  const { prepared, files } = outcome;
  const { moves, change } = prepared;
  const all = [
    ...files.added.map((path) => `  + ${path}`),
    ...files.changed.map((path) => `  ~ ${path}`),
    ...files.removed.map((path) => `  - ${path}`),
  ];
  return [
    ...moves.map((move) => `${change.environment}: ${describeMove(move)}`),
    ...still(prepared).map(([service, pin]) => `${change.environment}: ${service} is ${formatPin(pin)} already`),
    ...(all.length > 0 ? [`${relative(project.root, project.dist)}/:`, ...all] : []),
    ...(dryRun ? ['nothing was written (--dry-run)'] : done(project, outcome)),
    ...notes,
  ];
}

function done(project: Project, outcome: Outcome | PushOutcome): string[] {
  const { prepared } = outcome;
  if (!('branch' in outcome)) {
    if (prepared.moves.length === 0) return [];
    return commitLines(project, prepared);
  }
  if (outcome.commit === undefined) return [`${outcome.branch} is as it should be: nothing was pushed`];
  const behind = outcome.followed ? [] : ['This folder could not be moved on to it: git pull --ff-only'];
  return [`pushed ${outcome.commit.slice(0, 7)} to ${outcome.branch}`, ...behind];
}

/** `waste-api  1.0.0 -> 1f3c9a2` */
function describeMove({ service, from, to }: Move): string {
  return `${service}  ${from ? formatPin(from) : '(none)'} -> ${formatPin(to)}`;
}

function still({ change, moves }: Prepared): readonly (readonly [string, Pin])[] {
  return [...change.pins].filter(([service]) => !moves.some((move) => move.service === service));
}

function unwritten(project: Project, { files, imagesFile, text }: Prepared): ReadonlyMap<string, string> {
  const dist = relative(project.root, project.dist);
  return new Map([[imagesFile, text], ...[...files].map(([path, one]) => [`${dist}/${path}`, one] as const)]);
}

function asJson(outcome: Outcome | PushOutcome, findings: Outcome['findings'], dryRun: boolean) {
  const { prepared, files } = outcome;
  const { added, changed, removed } = files;
  return {
    environment: prepared.change.environment,
    changes: prepared.moves.map(({ service, from, to }) => ({ service, from, to })),
    files: { added, changed, removed },
    message: prepared.change.message,
    written: findings.length === 0 && !dryRun,
    ...('branch' in outcome && { branch: outcome.branch, commit: outcome.commit, attempts: outcome.attempts }),
    findings,
  };
}
