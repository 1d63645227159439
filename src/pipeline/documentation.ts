import { changed, changes, checkout, onePerPullRequest, RUNNER, verdict } from './jobs.js';
import type { GithubActionsProps } from './repository.js';
import type { Workflow } from './workflow.js';

/** Markdown, when some of it changed. */
export function documentation(props: GithubActionsProps): Workflow | undefined {
  const { documentation: globs = [] } = props;
  if (globs.length === 0) return undefined;
  return {
    name: 'documentation',
    on: { push: { branches: props.branches }, pull_request: {} },
    concurrency: onePerPullRequest('documentation'),
    jobs: {
      changes: changes(['documentation:', ...globs.map((glob) => `  - '${glob}'`)].join('\n')),
      lint: {
        name: 'Lint',
        needs: ['changes'],
        if: changed('documentation'),
        'runs-on': RUNNER,
        'timeout-minutes': 10,
        permissions: { contents: 'read' },
        steps: [
          checkout,
          { name: 'Lint', run: `npx --yes markdownlint-cli2@0.17.2 ${globs.map((glob) => `'${glob}'`).join(' ')}` },
        ],
      },
      verdict: verdict(['changes', 'lint']),
    },
  };
}
