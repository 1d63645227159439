import { type Report, report, rule } from '../../rule.js';
import { racing, racingWithOthers, replaced } from '../../workflows/commit-races.js';
import { upperCase } from '../../workflows/image-names.js';
import { jobsOf, scriptOf, type WorkflowJob, workflows } from '../../workflows/jobs.js';
import { startsItself } from '../../workflows/self-start.js';

// `sed -i "s|tag: .*|tag: $NEW|"`: every line with a tag, whosever it is.
const EVERY_TAG = /\bsed\b(?:\s+-\S+)*\s+["']?s([|/#,@!])\s*(?:-\s*)?(?:tag|newTag|image):[^\n]*?\.\*["']?\1/;

const example = (before: string) => `
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  tag:
    strategy: { matrix: { service: [cart, shop] } }
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: |${before === '' ? ' # <--' : ''}
          ./set-tag "apps/$SERVICE.yaml"
          git commit -am "Image of $SERVICE"
          ${before}git push
        env: { SERVICE: "\${{ matrix.service }}" }
`;

export const tagUpdate = rule({
  id: 'tag-update',
  severity: 'error',
  what: 'A workflow that writes image tags into Git loses some, or writes those of others',
  why: 'Of two pushes at once the second is refused: its job fails, and the image that was built is never deployed.',
  fix: 'Let one job write all tags after the builds: `eco image set … --env ENV --push` fetches, rebases and tries again.',
  exceptions: ['A script that fetches and rebases before it pushes.', 'What a script in a file of its own does.'],
  source: 'docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency; …/trigger-a-workflow',
  exampleFile: '.github/workflows/tag.yaml',
  wrong: example(''),
  right: example('until git push; do git pull --rebase; done #'),
  *checkSources({ sources }) {
    const all = workflows(sources);
    for (const workflow of all) {
      const jobs = jobsOf(workflow);
      yield* racingWithOthers(workflow, all);
      for (const job of jobs) {
        yield* everyTag(job, jobs);
        yield* racing(job, jobs);
        yield* replaced(job);
        yield* startsItself(job);
        for (const step of job.steps) yield* upperCase(step);
      }
    }
  },
});

/** One pattern for all tags of a file that several services share. */
function* everyTag(job: WorkflowJob, jobs: readonly WorkflowJob[]): Iterable<Report> {
  for (const step of job.steps) {
    const line = scriptOf(step)
      .split('\n')
      .find((line) => EVERY_TAG.test(line));
    const file = line && /([\w./-]+\.ya?ml)["']?\s*$/.exec(line)?.[1];
    // A variable in its path makes it another file for each service.
    if (!file || /\$\S*$/.test(line.slice(0, line.lastIndexOf(file)))) continue;
    const writers = jobs.filter(({ steps }) =>
      steps.some((one) =>
        scriptOf(one)
          .split('\n')
          .some((text) => EVERY_TAG.test(text) && text.includes(file)),
      ),
    );
    if (writers.length < 2 && !job.field.at('strategy.matrix').exists) continue;
    yield report(step.at('run'), `every tag in "${file}" is replaced, those of other services too`, {
      why: 'All services of the file get the tag of this one: their images do not exist, or are of another state.',
      fix: 'Change one line: `eco image set SERVICE=TAG --env ENV`.',
    });
  }
}
