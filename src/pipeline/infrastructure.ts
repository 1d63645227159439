import { action } from './actions.js';
import { changed, changes, checkout, onePerPullRequest, python, RUNNER, verdict } from './jobs.js';
import type { GithubActionsProps } from './repository.js';
import type { Job, Workflow } from './workflow.js';

/** Terraform and Ansible, each when its folder changed. */
export function infrastructure(props: GithubActionsProps): Workflow | undefined {
  const { terraform, ansible } = props;
  if (terraform === undefined && ansible === undefined) return undefined;
  const folders = Object.entries({ terraform, ansible }).flatMap(([name, folder]) =>
    folder === undefined ? [] : [`${name}:\n  - '${folder}/**'`],
  );
  const jobs = {
    ...(terraform !== undefined && { terraform: terraformJob(terraform) }),
    ...(ansible !== undefined && { ansible: ansibleJob(ansible, props) }),
  };
  return {
    name: 'infrastructure',
    on: { push: { branches: props.branches }, pull_request: {} },
    concurrency: onePerPullRequest('infrastructure'),
    jobs: { changes: changes(folders.join('\n')), ...jobs, verdict: verdict(['changes', ...Object.keys(jobs)]) },
  };
}

function terraformJob(folder: string): Job {
  return {
    name: 'Terraform',
    needs: ['changes'],
    if: changed('terraform'),
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    permissions: { contents: 'read' },
    steps: [
      checkout,
      { name: 'Terraform', uses: action('hashicorp/setup-terraform'), with: { terraform_version: '1.9.8' } },
      { name: 'Format', run: `terraform fmt -check -recursive ${folder}` },
      {
        name: 'Validate',
        'working-directory': folder,
        run: 'terraform init -backend=false -input=false\nterraform validate',
      },
    ],
  };
}

function ansibleJob(folder: string, props: GithubActionsProps): Job {
  return {
    name: 'Ansible',
    needs: ['changes'],
    if: changed('ansible'),
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    permissions: { contents: 'read' },
    steps: [
      checkout,
      ...python(props.python ?? '3.12', 'ansible-lint==25.2.1'),
      { name: 'Lint', run: `ansible-lint --offline ${folder}` },
    ],
  };
}
