import { action } from './actions.js';
import type { Concurrency, Job, Step } from './workflow.js';

/** What every job runs on: named, so that a new image of GitHub's changes nothing by itself. */
export const RUNNER = 'ubuntu-24.04';

/** The sources, without the token left behind for later steps to find. */
export const checkout: Step = {
  name: 'Sources',
  uses: action('actions/checkout'),
  with: { 'persist-credentials': false },
};

/**
 * A newer push to a pull request ends the run of the older. Pushes to a branch wait for nobody: a group that they
 * shared would cancel the one that waits, and its images would never be built.
 */
export function onePerPullRequest(name: string): Concurrency {
  return {
    group: `${name}-\${{ github.event_name == 'pull_request' && github.ref || github.run_id }}`,
    'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
  };
}

/** Which filters match what changed: the output `changes` is a JSON list of their names. */
export function changes(filters: string, everything?: string): Job {
  const found = 'steps.filter.outputs.changes';
  return {
    name: 'What changed',
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    permissions: { contents: 'read', 'pull-requests': 'read' },
    outputs: {
      changes:
        everything === undefined
          ? `\${{ ${found} }}`
          : `\${{ github.ref_type == 'tag' && '${everything}' || ${found} }}`,
    },
    steps: [
      checkout,
      {
        name: 'Compare paths',
        id: 'filter',
        ...(everything === undefined ? {} : { if: "github.ref_type != 'tag'" }),
        uses: action('dorny/paths-filter'),
        with: { filters },
      },
    ],
  };
}

/** The one check to require: it passes when nothing failed, also where paths made the rest unnecessary. */
export function verdict(needs: readonly string[]): Job {
  return {
    name: 'Verdict',
    needs,
    if: 'always()',
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    permissions: {},
    steps: [
      {
        name: 'All that had to run has passed',
        env: { RESULTS: "${{ join(needs.*.result, ' ') }}" },
        run: 'echo "$RESULTS"\ncase "$RESULTS" in *failure*|*cancelled*) exit 1 ;; esac',
      },
    ],
  };
}

/** `contains(fromJSON(…), 'terraform')`: whether a filter matched. */
export function changed(filter: string): string {
  return `contains(fromJSON(needs.changes.outputs.changes), '${filter}')`;
}

/** Node, and this project's packages as the lock file has them; no install script runs. */
export const project: readonly Step[] = [
  { name: 'Node', uses: action('actions/setup-node'), with: { 'node-version': 20, cache: 'npm' } },
  { name: 'Packages', run: 'npm ci' },
];

/** Python with a few packages of exact versions. */
export function python(version: string, packages: string): readonly Step[] {
  return [
    { name: 'Python', uses: action('actions/setup-python'), with: { 'python-version': version } },
    { name: 'Tools', run: `pip install --disable-pip-version-check ${packages}` },
  ];
}
