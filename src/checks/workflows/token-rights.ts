import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { actionOf, pushesCommits, scriptOf, type WorkflowJob } from './jobs.js';
import { withVariables } from './variables.js';

const COMMENTS_BY_SCRIPT = /\brest\.(?:issues\.(?:createComment|updateComment|addLabels)|pulls\.createReview)\(/;

/** What a job does with GitHub's own token, and which right that takes: one of `scopes`. */
export interface TokenUse {
  readonly scopes: readonly string[];
  readonly what: string;
  readonly by: (job: WorkflowJob) => boolean;
}

// A comment on a pull request is one on the issue of its number.
const COMMENTS =
  /^\s*gh pr (?:comment|edit|review)\b|\bgh api\b[^\n]*(?:-X|--method)[ =](?:POST|PATCH|DELETE)\b[^\n]*\/issues\/(?:comments\/|[^\s/]+\/comments)/m;

/** Sources: the README of each action; docs.github.com/actions/concepts/security/github_token. */
export const TOKEN_USES: readonly TokenUse[] = [
  { scopes: ['contents'], what: 'pushes commits', by: pushesWithToken },
  { scopes: ['packages'], what: 'pushes images to ghcr.io', by: pushesPackages },
  {
    scopes: ['security-events'],
    what: 'uploads what code scanning shows',
    by: any(
      uses('github/codeql-action/upload-sarif', 'github/codeql-action/analyze'),
      runs(/\bgh api\b[^\n]*\/code-scanning\/sarifs\b/),
    ),
  },
  {
    scopes: ['contents'],
    what: 'writes a release',
    by: any(
      uses('softprops/action-gh-release', 'ncipollo/release-action'),
      runs(/^\s*gh release (?:create|delete|edit|upload)\b/m),
    ),
  },
  { scopes: ['pages'], what: 'deploys to GitHub Pages', by: uses('actions/deploy-pages') },
  { scopes: ['contents'], what: 'pushes a branch', by: any(uses('peter-evans/create-pull-request'), commitsByAction) },
  { scopes: ['pull-requests', 'issues'], what: 'labels pull requests', by: uses('actions/labeler') },
  {
    scopes: ['pull-requests'],
    what: 'opens pull requests',
    by: any(uses('peter-evans/create-pull-request'), runs(/^\s*gh pr create\b/m)),
  },
  {
    scopes: ['issues', 'pull-requests'],
    what: 'writes issues',
    by: runs(/^\s*gh issue (?:close|comment|create|delete|edit|reopen)\b/m),
  },
  { scopes: ['actions'], what: 'starts workflows', by: runs(/^\s*gh workflow run\b/m) },
  { scopes: ['id-token'], what: 'signs in to AWS by OpenID Connect', by: signsIn },
  {
    scopes: ['pull-requests', 'issues'],
    what: 'comments on the pull request',
    by: any(runs(COMMENTS), commentsByScript),
  },
];

/** An action that takes the job's own token where none is given. */
function uses(...actions: readonly string[]): TokenUse['by'] {
  return ({ steps }) =>
    steps.some((step) => {
      const token = step.at('with.token').exists || step.at('with.github_token').exists || step.at('env').exists;
      return actions.includes(actionOf(step) ?? '') && !token;
    });
}

const PUSHES = /\beco\b[^\n]*\bimage set\b[^\n]*--push\b/;

function pushesWithToken({ steps }: WorkflowJob): boolean {
  if (!hasOwnToken(steps)) return false;
  // A remote with a token in it is another's right; so may be one for which a step is set up.
  return steps.some(
    (step) =>
      (pushesCommits(scriptOf(step)) || PUSHES.test(scriptOf(step))) &&
      !/remote set-url|https:\/\/|credential/.test(scriptOf(step)),
  );
}

/** With what the checkout left behind. */
function commitsByAction({ steps }: WorkflowJob): boolean {
  return hasOwnToken(steps) && steps.some((step) => actionOf(step) === 'stefanzweifel/git-auto-commit-action');
}

/** Whether Git pushes with the job's own token, which the checkout leaves behind. */
function hasOwnToken(steps: readonly Field<Source>[]): boolean {
  const checkout = steps.find((step) => actionOf(step) === 'actions/checkout');
  return checkout !== undefined && !checkout.at('with.token').exists && !checkout.at('with.ssh-key').exists;
}

function commentsByScript({ steps }: WorkflowJob): boolean {
  return steps.some((step) => {
    const token = step.at('with.github-token').text;
    if (actionOf(step) !== 'actions/github-script' || (token !== undefined && !isOwnToken(token))) return false;
    return COMMENTS_BY_SCRIPT.test(step.at('with.script').text ?? '');
  });
}

function pushesPackages({ workflow, field, steps }: WorkflowJob): boolean {
  const logins = steps.filter((step) => actionOf(step) === 'docker/login-action');
  const own = logins.some(
    (step) =>
      withVariables(step.at('with.registry').text ?? '', workflow, field) === 'ghcr.io' &&
      isOwnToken(step.at('with.password').text),
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

/** Commands that are given the job's own token. */
function runs(command: RegExp): TokenUse['by'] {
  return ({ field, steps }) =>
    steps.some((step) => {
      if (!command.test(scriptOf(step))) return false;
      const token = ['GH_TOKEN', 'GITHUB_TOKEN'].map(
        (name) => step.at(['env', name]).text ?? field.at(['env', name]).text,
      );
      return token.some(isOwnToken);
    });
}

function any(...ways: readonly TokenUse['by'][]): TokenUse['by'] {
  return (job) => ways.some((by) => by(job));
}

function isOwnToken(text: string | undefined): boolean {
  return /\b(?:secrets\.GITHUB_TOKEN|github\.token)\b/.test(text ?? '');
}
