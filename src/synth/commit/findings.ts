import { dirname, relative } from 'node:path';
import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import { type Dist, INTENT_FILE } from './dist.js';

/** Ends a commit before anything moved, or says what state it left. Caught in commit.ts: callers get findings. */
export class Refusal extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map((finding) => finding.message).join('\n'));
    this.findings = findings;
  }
}

export function refuseIfAny(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new Refusal(findings);
}

const UNTOUCHED = 'Nothing was written: the output is as it was before this run.';
const LEFT_OPEN = 'A commit of it would have Argo CD apply some objects of the old output and some of the new.';

function placeIn(dist: Dist, path = ''): Place {
  return { file: path === '' ? dist.name : `${dist.name}/${path}`, line: 1, column: 1 };
}

function error(rule: string, at: Place, message: string, fix: string, why = UNTOUCHED): Finding {
  return { rule, severity: 'error', message, at, why, fix };
}

/** A path that the committer must not write. It comes from our layout, so it is our bug, and says so. */
export function pathFinding(dist: Dist, path: string, problem: string): Finding {
  const fix = 'This is a bug of @eco2/manifests, not of your definitions: report it with this message.';
  return error('output-path', placeIn(dist), `output file ${JSON.stringify(path)} ${problem}`, fix);
}

/** Two outputs that cannot stand in one folder. */
export function collisionFinding(dist: Dist, path: string, other: string, problem: string): Finding {
  const fix = 'Rename one of the two objects or services.';
  return error('output-collision', placeIn(dist, path), `output file "${path}" ${problem} "${other}"`, fix);
}

/** Something that this run does not own stands where its output belongs. */
export function inTheWayFinding(dist: Dist, path: string, other: string): Finding {
  const message = `output file "${path}" has no room: "${other}" is in its place, and this run does not own it`;
  return error('output-collision', placeIn(dist, other), message, `Run "eco synth" without --service and --env.`);
}

export function rootFinding(dist: Dist, problem: string, fix: string, why = UNTOUCHED): Finding {
  return error('output-folder', placeIn(dist), `output folder "${dist.name}" ${problem}`, fix, why);
}

export function otherDiskFinding(dist: Dist, path: string): Finding {
  const at = placeIn(dist, path);
  const message = `"${at.file}" lies on another file system than ".eco", where output is staged`;
  const fix = `Put "${at.file}" and ".eco" on one file system (no mount, no bind mount between them).`;
  return error('output-folder', at, message, fix);
}

export function lockedFinding(dist: Dist, holder: string, waited: number, lock: string): Finding {
  const message = `"${dist.name}" is being written by ${holder}; waited ${Math.round(waited / 1000)} s`;
  const fix = `Let that run end. If no such process is alive, remove ${relativeTo(dist, lock)} and run again.`;
  return error('output-locked', placeIn(dist), message, fix);
}

export function openIntentFinding(dist: Dist): Finding {
  const message = `output folder "${dist.name}" is half written: a run was stopped while it moved files`;
  const fix = `Run "eco synth": it completes what was begun, or writes the output anew.`;
  return error('output-half-written', placeIn(dist, INTENT_FILE), message, fix, LEFT_OPEN);
}

/** A run of one service cannot mend what a stopped run did to others. */
export function orphanFinding(dist: Dist): Finding {
  const message = `output folder "${dist.name}" is half written, and what the stopped run had staged is gone`;
  const fix = 'Run "eco synth" without --service and --env: it writes the whole output anew.';
  return error('output-half-written', placeIn(dist, INTENT_FILE), message, fix, LEFT_OPEN);
}

/** Moving failed and could not be taken back: rare, as all that can be checked is checked before. */
export function halfWrittenFinding(dist: Dist, cause: unknown): Finding {
  const reason = isErrno(cause) ? describe(dist, cause).message : String(cause);
  const message = `output folder "${dist.name}" is half written: ${reason}`;
  const fix = 'Remove the cause and run "eco synth": it completes what was begun.';
  return error('output-half-written', placeIn(dist, INTENT_FILE), message, fix, LEFT_OPEN);
}

export function isErrno(cause: unknown): cause is NodeJS.ErrnoException {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string';
}

export function hasCode(cause: unknown, ...codes: string[]): boolean {
  return isErrno(cause) && codes.includes(cause.code ?? '');
}

/** What the system refused, in words; undefined for what no system call raised: that is our bug and must show. */
export function systemFinding(dist: Dist, cause: unknown): Finding | undefined {
  if (!isErrno(cause) || cause.syscall === undefined) return undefined;
  const { rule, at, message, fix } = describe(dist, cause);
  return error(rule, at, message, fix);
}

function describe(dist: Dist, cause: NodeJS.ErrnoException): { rule: string; at: Place; message: string; fix: string } {
  // A rename names two places: the one in the output means something to the reader.
  const { path, dest } = cause as { path?: string; dest?: string };
  const inOutput = [path, dest].find((place) => place?.startsWith(dist.root));
  const shown = inOutput ?? path ?? dist.root;
  // Names in `.eco/` are made up anew in each run.
  const file = relativeTo(dist, shown.startsWith(dist.eco) ? dist.eco : shown);
  const told = { at: { file, line: 1, column: 1 }, rule: 'output-write' };
  switch (cause.code) {
    case 'ENOSPC':
    case 'EDQUOT': {
      const fix = 'Free some space (or inodes: df -i), then run again.';
      return { ...told, rule: 'disk-full', message: `the disk is full: no room for "${file}"`, fix };
    }
    case 'EFBIG': {
      const message = `"${file}" is larger than this shell lets a file be`;
      return { ...told, rule: 'disk-full', message, fix: 'Raise the limit: ulimit -f unlimited.' };
    }
    case 'EROFS': {
      const message = `"${file}" lies on a read-only file system`;
      return { ...told, message, fix: 'Mount it writable, or run in a writable copy.' };
    }
    case 'EPERM': {
      const message = `the system protects "${file}" from change`;
      return { ...told, message, fix: 'See what protects it (lsattr, the owner of its folder), then run again.' };
    }
    case 'EACCES': {
      const message = `this user may not ${/^(open|read|scandir|lstat)/.test(cause.syscall ?? '') ? 'open' : 'change'} "${file}"`;
      return {
        ...told,
        message,
        fix: `Give it to the user who runs this: chown -R "$USER" "${file}"; chmod -R u+rwX "${file}".`,
      };
    }
    case 'ENOTDIR':
    case 'EEXIST':
      return {
        ...told,
        rule: 'output-folder',
        message: `"${file}" is a file where a folder is needed`,
        fix: 'Move it away.',
      };
    case 'ENOENT':
      return {
        ...told,
        rule: 'output-folder',
        message: `"${file}" does not exist`,
        fix: 'Run in the folder of the project.',
      };
    default: {
      const message = `the system refused ${cause.syscall} of "${file}": ${cause.code}`;
      return { ...told, message, fix: 'Remove the cause, then run again.' };
    }
  }
}

/** As messages name a file: from the project's root, `/` on every system. */
function relativeTo(dist: Dist, path: string): string {
  return (relative(dirname(dist.root), path) || path).replaceAll('\\', '/');
}
