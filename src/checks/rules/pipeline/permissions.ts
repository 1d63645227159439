import type { Field } from '../../../manifest/field.js';
import type { Source } from '../../../manifest/files/sources.js';
import { type Report, report, rule } from '../../rule.js';
import { jobsOf, type WorkflowJob, workflows } from '../../workflows/jobs.js';
import { TOKEN_USES } from '../../workflows/token-rights.js';

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

function* tooFew(job: WorkflowJob, declared: Field<Source>): Iterable<Report> {
  if (declared.text === 'write-all') return;
  const said = new Set<string>();
  for (const { scopes, what, by } of TOKEN_USES) {
    const [scope = ''] = scopes;
    if (said.has(scope) || scopes.some((one) => declared.at([one]).text === 'write') || !by(job)) continue;
    said.add(scope);
    yield report(declared, `job "${job.id}" ${what}, and its token may not: ${scope} is not "write"`, {
      severity: 'error',
      why: 'Whatever is not named is refused once anything is named: GitHub answers with 403.',
      fix: `Write ${scope}: write in the permissions of job "${job.id}".`,
    });
  }
}
