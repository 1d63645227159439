import type { Finding } from '../diagnostic/diagnostic.js';
import { GitRefusal, git, tryGit } from './git.js';
import { isAncestor, type Repository } from './repository.js';

/** The branch of a remote that the checked-out branch follows. */
export interface Upstream {
  /** `origin`, or an address. */
  readonly remote: string;
  /** `refs/heads/main` */
  readonly ref: string;
}

/** `origin/main`, as messages name it. */
export function describeUpstream({ remote, ref }: Upstream): string {
  return `${remote}/${ref.replace(/^refs\/heads\//, '')}`;
}

/** Where the checked-out branch is pushed to. @throws GitRefusal when no branch is checked out, or it follows none. */
export function upstreamOf({ folder, branch }: Repository): Upstream {
  if (branch === undefined) throw new GitRefusal(detached);
  const setting = (key: string): string | undefined => {
    const { status, out } = tryGit(folder, ['config', '--get', `branch.${branch}.${key}`]);
    return status === 0 ? out.trimEnd() : undefined;
  };
  const [remote, ref] = [setting('remote'), setting('merge')];
  if (remote !== undefined && ref !== undefined && remote !== '.') return { remote, ref };
  throw new GitRefusal(noUpstream(branch));
}

/** Asks the remote for the branch's newest commit. @throws GitRefusal */
export function fetchTip({ folder }: Repository, { remote, ref }: Upstream): string {
  const asked = ['--quiet', '--no-tags', '--no-auto-maintenance', '--no-write-fetch-head', '--refmap='];
  git(folder, ['fetch', ...asked, remote, `+${ref}:${fetched}`]);
  return git(folder, ['rev-parse', '--verify', `${fetched}^{commit}`]);
}

/** Drops what was fetched, once it is in a branch or not needed. */
export function forgetFetched({ folder }: Repository): void {
  tryGit(folder, ['update-ref', '-d', fetched]);
}

// Not the remote-tracking branch: what that is called depends on settings. One a process: two may run in one clone.
const fetched = `refs/eco/fetched-${process.pid}`;

/**
 * Moves branch and folder on to a commit that they are behind of. False when Git does not do it: somebody changed files
 * meanwhile, or another git runs in the folder for too long.
 */
export async function follow({ folder }: Repository, commit: string): Promise<boolean> {
  for (let attempts = 0; attempts < 10; attempts += 1) {
    if (tryGit(folder, ['merge', '--quiet', '--ff-only', commit]).status === 0) return true;
    await new Promise((done) => setTimeout(done, 50 + 100 * Math.random()));
  }
  return false;
}

/** Refuses a folder with changes that are not committed: they would be neither in the commit nor kept apart from it. */
export function refuseDirty({ folder }: Repository): void {
  const changed = git(folder, ['status', '--porcelain', '--untracked-files=normal', '--no-renames'])
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(3));
  const [first, ...rest] = changed;
  if (first === undefined) return;
  throw new GitRefusal({
    rule: 'git-dirty',
    severity: 'error',
    message: `"${first}"${rest.length > 0 ? ` and ${rest.length} more` : ''} is changed and not committed`,
    why: 'What is pushed is made from the last commit: the change would be missing in it. Nothing was written.',
    fix: 'Commit it, or put it aside: git stash --include-untracked.',
  });
}

/** Refuses commits that the remote has not: pushing would carry them along unasked. */
export function refuseUnpushed(repository: Repository, upstream: Upstream, head: string, tip: string): void {
  if (isAncestor(repository, head, tip)) return;
  const name = describeUpstream(upstream);
  const behind = !isAncestor(repository, tip, head);
  throw new GitRefusal({
    rule: 'git-unpushed',
    severity: 'error',
    message: `"${repository.branch}" has commits that ${name} has not${behind ? ', and the other way round' : ''}`,
    why: 'They would be pushed along with the image. Nothing was written.',
    fix: behind ? `Bring them together first: git pull --rebase, then git push.` : 'Push them first: git push.',
  });
}

const detached: Finding = {
  rule: 'git-detached',
  severity: 'error',
  message: 'no branch is checked out (detached HEAD)',
  why: 'It is not known where to push to. Nothing was written.',
  fix: 'Check out the branch that Argo CD reads: git switch main. In a workflow: actions/checkout with "ref".',
};

function noUpstream(branch: string): Finding {
  return {
    rule: 'git-upstream',
    severity: 'error',
    message: `branch "${branch}" follows no branch of a remote`,
    why: 'It is not known where to push to. Nothing was written.',
    fix: `git branch --set-upstream-to=origin/${branch}`,
  };
}
