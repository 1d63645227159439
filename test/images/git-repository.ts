import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Git as on a machine where nobody has set anything. */
export const bareGit = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };

const made: string[] = [];

export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'eco-git-'));
  made.push(folder);
  return folder;
}

export function removeTemporary(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Runs git for real; what it refuses fails the test. */
export function run(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...bareGit },
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

/** A repository with one images file, written step by step. Each commit is a second later than the one before. */
export class GitRepository {
  #time = 1_760_000_000;

  constructor(
    readonly folder = temporary(),
    readonly file = 'images/prod.yaml',
  ) {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('config', 'user.name', 'Ada');
    this.git('config', 'user.email', 'ada@example.com');
  }

  git(...args: string[]): string {
    const time = `${this.#time} +0000`;
    process.env.GIT_AUTHOR_DATE = time;
    process.env.GIT_COMMITTER_DATE = time;
    try {
      return run(this.folder, ...args);
    } finally {
      delete process.env.GIT_AUTHOR_DATE;
      delete process.env.GIT_COMMITTER_DATE;
    }
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Commits everything and gives the commit's id. */
  commit(message: string): string {
    this.#time += 1;
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Commits these images: each service's tag. */
  images(images: Readonly<Record<string, string>>, message = JSON.stringify(images)): string {
    this.write(this.file, imagesText(images));
    return this.commit(message);
  }

  /** Merges a branch with a merge commit. */
  merge(branch: string): string {
    this.#time += 1;
    this.git('merge', '--quiet', '--no-ff', '-m', `Merge ${branch}`, branch);
    return this.git('rev-parse', 'HEAD');
  }
}

export function imagesText(images: Readonly<Record<string, string>>): string {
  const lines = Object.entries(images).map(([service, tag]) => `  ${service}: ${JSON.stringify(tag)}\n`);
  return `version: 1\nimages:\n${lines.join('')}`;
}
