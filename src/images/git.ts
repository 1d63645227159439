import { spawnSync } from 'node:child_process';
import type { Finding } from '../diagnostic/diagnostic.js';

/** What Git keeps from being done: told to the user, not our bug. */
export class GitRefusal extends Error {
  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

export interface GitResult {
  readonly status: number;
  readonly out: string;
  /** The same before it was read as UTF-8. */
  readonly bytes: Buffer;
  /** What it said, without the line break at its end. */
  readonly err: string;
}

export interface GitInput {
  readonly input?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs git in a folder. It answers in English whatever the locale, never waits for somebody to type, and takes no lock
 * only to refresh the index. Output is UTF-8.
 * @throws GitRefusal when there is no git program, or it cannot be run.
 */
export function tryGit(folder: string, args: readonly string[], { input, env }: GitInput = {}): GitResult {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: folder,
    env: { ...process.env, ...plain, ...env },
    maxBuffer: 2 ** 30,
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  });
  if (error) throw new GitRefusal('code' in error && error.code === 'ENOENT' ? noProgram : notRun(error));
  return { status: status ?? 128, out: stdout.toString(), bytes: stdout, err: stderr.toString().trimEnd() };
}

const plain = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_EDITOR: ':',
};

/** Runs git and gives what it printed, without the line break at its end. @throws GitRefusal when it fails. */
export function git(folder: string, args: readonly string[], input: GitInput = {}): string {
  const { status, out, err } = tryGit(folder, args, input);
  if (status !== 0) throw new GitRefusal(failed(args, err));
  return out.trimEnd();
}

const noProgram: Finding = {
  rule: 'git',
  severity: 'error',
  message: 'there is no "git" program',
  why: 'History and pushes are asked of it.',
  fix: 'Install Git 2.29 or later.',
};

function notRun({ message }: Error): Finding {
  return { ...noProgram, message: `git could not be run: ${message}`, fix: 'Let this user run it: git --version' };
}

function failed(args: readonly string[], err: string): Finding {
  const said = err.split('\n').filter((line) => !line.startsWith('hint:'));
  return {
    rule: 'git',
    severity: 'error',
    message: `git ${args[0]} failed: ${said[0]?.replace(/^(?:fatal|error): /, '') ?? 'it said nothing'}`,
    why: said.slice(1, 6).join('\n') || 'What was asked of it is not known, or was not done.',
    fix: `To see it again: git ${args.map((word) => (/^[\w@{}./:=^~-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}`,
  };
}
