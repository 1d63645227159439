import { Failure } from '../failure.js';

export function unreachable(branch: string, said: string, attempts: number): Failure {
  return new Failure({
    rule: 'git-unreachable',
    severity: 'error',
    message: `${branch} does not take the push: ${said}`,
    why: `Tried ${attempts} times. The branch is as it was, or as somebody else left it.`,
    fix: 'See whether the remote answers: git fetch. Then run the command again.',
  });
}

export function outOfTime(branch: string, attempts: number, patience: number): Failure {
  return new Failure({
    rule: 'git-busy',
    severity: 'error',
    message: `others pushed to ${branch} first in each of ${attempts} attempts over ${Math.round(patience / 1000)} s`,
    why: 'Nothing was written.',
    fix: 'Run the command again, or give it more time: --wait 30m.',
  });
}

export function busyFolder(branch: string): Failure {
  return new Failure({
    rule: 'git-busy',
    severity: 'error',
    message: `the folder cannot be moved on to ${branch}: Git is busy in it`,
    why: 'The manifests would be made from old sources. Nothing was written.',
    fix: 'Let the other git command end; remove .git/index.lock if none runs. Then: git pull --ff-only.',
  });
}
