import { rule } from '../../rule.js';
import { artifacts } from '../../workflows/artifacts.js';
import { unavailable } from '../../workflows/available-contexts.js';
import { commitTypes } from '../../workflows/commit-types.js';
import { conditions, neverByHand } from '../../workflows/conditions.js';
import { contextErrors } from '../../workflows/context-errors.js';
import { eventMistakes } from '../../workflows/events.js';
import { expressionMistakes } from '../../workflows/expression-mistakes.js';
import { inputMistakes } from '../../workflows/inputs.js';
import { jobShape } from '../../workflows/job-shape.js';
import { jobsOf, workflows } from '../../workflows/jobs.js';
import { unknownFields } from '../../workflows/known-fields.js';
import { nameProblems } from '../../workflows/known-names.js';
import { registryLogin } from '../../workflows/registry-login.js';
import { unknownRunners } from '../../workflows/runners.js';
import { scriptSlips } from '../../workflows/scripts.js';
import { secretNames } from '../../workflows/secret-names.js';
import { stepMistakes } from '../../workflows/step-mistakes.js';
import { unsetVariables } from '../../workflows/unset-variables.js';
import { unusedOutputs } from '../../workflows/unused-outputs.js';
import { versionNumbers } from '../../workflows/version-numbers.js';

const example = (step: string) => `
on: { push: {} }
permissions: {}
jobs:
  notify:
    runs-on: ubuntu-24.04
    env: { WEBHOOK: "\${{ secrets.WEBHOOK }}" }
    steps:
      - run: ./notify
        if: ${step}
`;

export const ghaSchema = rule({
  id: 'gha-schema',
  severity: 'error',
  what: 'A workflow that GitHub refuses, or in which a name leads nowhere',
  why: 'GitHub refuses the whole file: no job of it runs, and the pull request waits for checks that never come.',
  fix: 'Mend the field; the page Actions of the repository shows the same.',
  exceptions: ['Outputs and matrices that another workflow or an expression gives.'],
  source: 'docs.github.com/actions/reference/workflows-and-actions/workflow-syntax; …/contexts#context-availability',
  exampleFile: '.github/workflows/notify.yaml',
  wrong: example("secrets.WEBHOOK != '' # <--"),
  right: example("env.WEBHOOK != ''"),
  *checkSources({ sources }) {
    const all = workflows(sources);
    yield* secretNames(all);
    for (const workflow of all) {
      yield* eventMistakes(workflow);
      yield* unknownFields(workflow);
      yield* inputMistakes(workflow);
      yield* expressionMistakes(workflow);
      yield* unavailable(workflow);
      const nameProblem = nameProblems(workflow);
      const jobs = new Map(jobsOf(workflow).map((job) => [job.id, job]));
      for (const job of jobs.values()) {
        yield* jobShape(job, jobs);
        yield* stepMistakes(job);
        yield* contextErrors(job, jobs, nameProblem);
        yield* unsetVariables(job);
        yield* unknownRunners(job.field);
        yield* versionNumbers(job.field);
        yield* registryLogin(job);
        yield* scriptSlips(job);
        yield* commitTypes(job);
        yield* conditions(job);
        yield* neverByHand(job, jobs);
      }
      yield* artifacts(jobs);
      yield* unusedOutputs(workflow, jobs);
    }
  },
});
