import { ANY, EACH, folderOf, IMAGE, pathFilters } from './builds.js';
import { imageBuild } from './image-build.js';
import { imageTags } from './image-tags.js';
import { changes, checkout, onePerPullRequest, python, RUNNER, verdict } from './jobs.js';
import type { Delivery, GithubActionsProps } from './repository.js';
import type { Job, Workflow } from './workflow.js';

/** Lint, test, build, scan, push, and the tags of what was pushed into the images file of the first environment. */
export function images(props: GithubActionsProps, delivery: Delivery): Workflow {
  const all = JSON.stringify(delivery.builds.map(({ repository }) => repository));
  return {
    name: 'images',
    on: { push: { branches: props.branches, tags: ['v*.*.*'] }, pull_request: {} },
    concurrency: onePerPullRequest('images'),
    jobs: {
      changes: changes(pathFilters(props, delivery.builds), all),
      test: test(props),
      build: imageBuild(props, delivery),
      tags: imageTags(delivery),
      verdict: verdict(['changes', 'test', 'build', 'tags']),
    },
  };
}

function test(props: GithubActionsProps): Job {
  const here = { 'working-directory': folderOf(props, IMAGE) };
  return {
    name: 'Test ${{ matrix.image }}',
    needs: ['changes'],
    if: ANY,
    'runs-on': RUNNER,
    'timeout-minutes': 15,
    permissions: { contents: 'read' },
    strategy: EACH,
    steps: [
      checkout,
      ...python(props.python ?? '3.12', 'black==25.1.0 flake8==7.2.0 pytest==8.3.5 pytest-cov==6.1.1 yamllint==1.37.1'),
      { name: 'Packages of the service', ...here, run: 'pip install --disable-pip-version-check -r requirements.txt' },
      { name: 'Format', ...here, run: 'black --check .' },
      { name: 'Lint', ...here, run: 'flake8 .\nyamllint .' },
      { name: 'Test', ...here, run: 'pytest --cov --cov-report=term-missing' },
    ],
  };
}
