import type { Finding } from '../diagnostic/diagnostic.js';
import { GitRefusal, tryGit } from './git.js';
import type { Repository } from './repository.js';
import { describeUpstream, type Upstream } from './upstream.js';

/** `behind`: somebody else was faster, look again. `unreachable`: the remote did not answer, or not in words known here. */
export type Pushed = 'done' | 'behind' | { readonly unreachable: string };

/**
 * Offers a commit to the remote, which takes it only if its branch is still where the commit grew from: never by force.
 * @throws GitRefusal when the remote declines for a reason that another attempt does not change
 */
export function push({ folder }: Repository, upstream: Upstream, commit: string): Pushed {
  const { remote, ref } = upstream;
  const { status, out, err } = tryGit(folder, ['push', '--porcelain', remote, `${commit}:${ref}`]);
  if (status === 0) return 'done';
  const reason = /^!\t[^\t]*\t(.*)$/m.exec(out)?.[1];
  if (reason === undefined) return { unreachable: lastWords(err) };
  if (/^\[rejected\]/.test(reason)) return 'behind';
  if (/declined|denied|prohibited|forbidden|protected|not permitted/i.test(reason)) {
    throw new GitRefusal(declined(upstream, reason, err));
  }
  // Two pushes at the same moment: one of them finds the branch locked, or moved.
  if (/cannot lock ref|failed to (?:update|lock)|incorrect old value|is at .* but expected/i.test(reason))
    return 'behind';
  return { unreachable: reason };
}

function lastWords(err: string): string {
  const lines = err.split('\n').filter((line) => line !== '' && !line.startsWith('hint:'));
  return (lines.find((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim();
}

function declined(upstream: Upstream, reason: string, err: string): Finding {
  const said = err.split('\n').filter((line) => line.startsWith('remote:'));
  return {
    rule: 'git-declined',
    severity: 'error',
    message: `${describeUpstream(upstream)} declines the push: ${reason.replace(/^\[remote rejected\] /, '')}`,
    why: said.length > 0 ? said.slice(0, 6).join('\n') : 'The branch is as it was. Nothing was written.',
    fix: "Let whoever pushes (in CI: the workflow's token) write to the branch, or open a pull request instead.",
  };
}
