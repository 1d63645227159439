import { checkout, onePerPullRequest, project, RUNNER } from './jobs.js';
import type { GithubActionsProps } from './repository.js';
import type { Job, Step, Workflow } from './workflow.js';

/** What a reviewer of the manifests needs: they are what the sources give, they pass the checks, and what they change. */
export function manifests(props: GithubActionsProps): Workflow {
  return {
    name: 'manifests',
    on: { push: { branches: props.branches }, pull_request: {} },
    concurrency: onePerPullRequest('manifests'),
    jobs: { check, review },
  };
}

/** The commit of a pull request is a merge: before it stands the branch that the change goes to, as it is now. */
const BASE = 'HEAD^1';
const withBase: Step = { ...checkout, with: { 'persist-credentials': false, 'fetch-depth': 2 } };

const check: Job = {
  name: 'Check',
  'runs-on': RUNNER,
  'timeout-minutes': 10,
  permissions: { contents: 'read', 'security-events': 'write' },
  steps: [
    withBase,
    ...project,
    { name: 'dist/ is what the sources give', run: 'npx --no-install eco synth --check' },
    { name: 'Check', run: 'npx --no-install eco check --format github' },
    {
      name: 'Nothing is refused, skipped or lost',
      if: "github.event_name == 'pull_request'",
      run: `npx --no-install eco diff ${BASE} --brief`,
    },
    {
      name: 'Findings for code scanning',
      // A pull request of a fork has a token that may only read.
      if: "!cancelled() && (github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository)",
      env: { GH_TOKEN: '${{ github.token }}', REF: '${{ github.ref }}' },
      run: [
        'npx --no-install eco check --format sarif > eco.sarif || true',
        'gzip -c eco.sarif | base64 -w0 > eco.sarif.gz',
        'gh api -X POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" \\',
        '  -f commit_sha="$GITHUB_SHA" -f ref="$REF" -F sarif=@eco.sarif.gz',
      ].join('\n'),
    },
  ],
};

const MARK = '<!-- eco review -->';

const review: Job = {
  name: 'Review',
  if: "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
  'runs-on': RUNNER,
  'timeout-minutes': 10,
  permissions: { contents: 'read', 'pull-requests': 'write' },
  steps: [
    withBase,
    ...project,
    {
      name: 'What the change does to the cluster, as a comment that is kept up to date',
      env: {
        GH_TOKEN: '${{ github.token }}',
        NUMBER: '${{ github.event.pull_request.number }}',
      },
      run: [
        `echo '${MARK}' > comment.md`,
        `npx --no-install eco review ${BASE} --markdown review.md`,
        'cat review.md >> comment.md',
        'comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"',
        `id=$(gh api --paginate "$comments" --jq '.[] | select(.body | startswith("${MARK}")) | .id' | head -n 1)`,
        'if [ -n "$id" ]; then',
        '  gh api -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F body=@comment.md',
        'else',
        '  gh api -X POST "$comments" -F body=@comment.md',
        'fi',
      ].join('\n'),
    },
  ],
};
