import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/sources.js';
import { actionOf, pushesCommits, scriptOf, type WorkflowJob } from './jobs.js';

/** What a job does with GitHub's own token, and which right that takes: one of `scopes`. */
export interface TokenUse {
  readonly scopes: readonly string[];
  readonly what: string;
  readonly by: (job: WorkflowJob) => boolean;
}

/** Sources: the README of each action; docs.github.com/actions/concepts/security/github_token. */
export const TOKEN_USES: readonly TokenUse[] = [
  { scopes: ['contents'], what: 'pushes commits', by: pushesWithToken },
  { scopes: ['packages'], what: 'pushes images to ghcr.io', by: pushesPackages },
  {
    scopes: ['security-events'],
    what: 'uploads what code scanning shows',
    by: uses('github/codeql-action/upload-sarif', 'github/codeql-action/analyze'),
  },
  {
    scopes: ['contents'],
    what: 'writes a release',
    by: uses('softprops/action-gh-release', 'ncipollo/release-action'),
  },
  { scopes: ['id-token'], what: 'signs in to AWS by OpenID Connect', by: signsIn },
  { scopes: ['pull-requests', 'issues'], what: 'comments on the pull request', by: comments },
];

/** An action that takes the job's own token where none is given. */
function uses(...actions: readonly string[]): TokenUse['by'] {
  return ({ steps }) =>
    steps.some((step) => {
      const token = step.at('with.token').exists || step.at('with.github_token').exists || step.at('env').exists;
      return actions.includes(actionOf(step) ?? '') && !token;
    });
}

function pushesWithToken({ steps }: WorkflowJob): boolean {
  const checkout = steps.find((step) => actionOf(step) === 'actions/checkout');
  if (!checkout || checkout.at('with.token').exists || checkout.at('with.ssh-key').exists) return false;
  // A remote with a token in it is another's right; so may be one for which a step is set up.
  return steps.some(
    (step) => pushesCommits(scriptOf(step)) && !/remote set-url|https:\/\/|credential/.test(scriptOf(step)),
  );
}

function pushesPackages({ steps }: WorkflowJob): boolean {
  const logins = steps.filter((step) => actionOf(step) === 'docker/login-action');
  const own = logins.some(
    (step) => step.at('with.registry').text === 'ghcr.io' && isOwnToken(step.at('with.password').text),
  );
  const pushes = (step: Field<Source>) =>
    actionOf(step) === 'docker/build-push-action' && step.at('with.push').flag === true;
  return own && logins.length === 1 && steps.some(pushes);
}

/** A role that is taken with GitHub's word for who asks, not with keys. */
function signsIn({ steps }: WorkflowJob): boolean {
  return steps.some((step) => {
    if (actionOf(step) !== 'aws-actions/configure-aws-credentials') return false;
    const given = step.at('with');
    const other = ['aws-access-key-id', 'web-identity-token-file', 'role-chaining', 'use-existing-credentials'];
    return given.at('role-to-assume').exists && !other.some((key) => given.at([key]).exists);
  });
}

function comments({ field, steps }: WorkflowJob): boolean {
  return steps.some((step) => {
    if (!/^\s*gh pr (?:comment|edit|review)\b/m.test(scriptOf(step))) return false;
    const token = ['GH_TOKEN', 'GITHUB_TOKEN'].map(
      (name) => step.at(['env', name]).text ?? field.at(['env', name]).text,
    );
    return token.some(isOwnToken);
  });
}

function isOwnToken(text: string | undefined): boolean {
  return /\b(?:secrets\.GITHUB_TOKEN|github\.token)\b/.test(text ?? '');
}
