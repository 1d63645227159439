import type { Field } from '../../../manifest/field.js';
import type { Source } from '../../../manifest/sources.js';
import { type Report, report, rule } from '../../rule.js';
import { actionOf, jobsOf, pushesCommits, scriptOf, type WorkflowJob, workflows } from '../../workflows/jobs.js';

const example = (permissions: string) => `
on: { push: {} }${permissions}
jobs:
  lint:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: make lint
`;

export const permissions = rule({
  id: 'permissions',
  severity: 'warning',
  what: 'A workflow does not say what its token may do, or says too little for what it does',
  why: 'The token has whatever the organization once chose, often writing everything: any action of the job can push to the repository.',
  fix: 'Write permissions: {} at the top, and at each job what it needs, such as { contents: read }.',
  exceptions: ['A push with a token of its own, and calls of other workflows: their rights stand elsewhere.'],
  source: 'docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions',
  exampleFile: '.github/workflows/lint.yaml',
  wrong: `${example('')}`.replace('jobs:', 'jobs: # <--'),
  right: example('\npermissions: { contents: read }'),
  *checkSources({ sources }) {
    for (const workflow of workflows(sources)) {
      const jobs = jobsOf(workflow);
      const own = workflow.at('permissions');
      if (!own.exists && jobs.some(({ field }) => !field.at('permissions').exists)) {
        const silent = jobs.filter(({ field }) => !field.at('permissions').exists).map(({ id }) => `"${id}"`);
        yield report(workflow.at('jobs'), `no permissions are declared for ${silent.join(', ')}`);
      }
      for (const job of jobs) {
        const declared = job.field.at('permissions').exists ? job.field.at('permissions') : own;
        if (declared.exists) yield* tooFew(job, declared);
      }
    }
  },
});

/** What a job does with GitHub's own token, and what that takes. */
const NEEDS: readonly { readonly scope: string; readonly what: string; readonly by: (job: WorkflowJob) => boolean }[] =
  [
    { scope: 'contents', what: 'pushes commits', by: pushesWithToken },
    { scope: 'packages', what: 'pushes images to ghcr.io', by: pushesPackages },
  ];

function* tooFew({ id, ...job }: WorkflowJob, declared: Field<Source>): Iterable<Report> {
  if (declared.text === 'write-all') return;
  for (const { scope, what, by } of NEEDS) {
    if (!by({ id, ...job }) || declared.at([scope]).text === 'write') continue;
    yield report(declared, `job "${id}" ${what}, and its token may not: ${scope} is not "write"`, {
      severity: 'error',
      why: 'Whatever is not named is refused once anything is named: the push fails with 403.',
      fix: `Write ${scope}: write in the permissions of job "${id}".`,
    });
  }
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
  const login = steps.some(
    (step) =>
      actionOf(step) === 'docker/login-action' &&
      step.at('with.registry').text === 'ghcr.io' &&
      /\b(?:secrets\.GITHUB_TOKEN|github\.token)\b/.test(step.at('with.password').text ?? ''),
  );
  const registries = steps.filter((step) => actionOf(step) === 'docker/login-action').length;
  return (
    login &&
    registries === 1 &&
    steps.some((step) => actionOf(step) === 'docker/build-push-action' && step.at('with.push').flag === true)
  );
}
