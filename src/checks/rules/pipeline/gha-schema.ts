import { rule } from '../../rule.js';
import { unavailable } from '../../workflows/available-contexts.js';
import { conditions } from '../../workflows/conditions.js';
import { contextErrors } from '../../workflows/context-errors.js';
import { eventMistakes } from '../../workflows/events.js';
import { expressionMistakes } from '../../workflows/expression-mistakes.js';
import { jobShape } from '../../workflows/job-shape.js';
import { jobsOf, workflows } from '../../workflows/jobs.js';
import { unknownFields } from '../../workflows/known-fields.js';
import { nameProblems } from '../../workflows/known-names.js';
import { scriptSlips } from '../../workflows/scripts.js';
import { stepMistakes } from '../../workflows/step-mistakes.js';
import { unusedOutputs } from '../../workflows/unused-outputs.js';

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
    for (const workflow of workflows(sources)) {
      yield* eventMistakes(workflow);
      yield* unknownFields(workflow);
      yield* expressionMistakes(workflow);
      yield* unavailable(workflow);
      const nameProblem = nameProblems(workflow);
      const jobs = new Map(jobsOf(workflow).map((job) => [job.id, job]));
      for (const job of jobs.values()) {
        yield* jobShape(job, jobs);
        yield* stepMistakes(job);
        yield* contextErrors(job, jobs, nameProblem);
        yield* scriptSlips(job);
        yield* conditions(workflow, job);
      }
      yield* unusedOutputs(workflow, jobs);
    }
  },
});
