import type { Field } from '../../../manifest/field.js';
import type { Source } from '../../../manifest/sources.js';
import { type Report, report, rule } from '../../rule.js';
import { needsOf } from '../../workflows/context-errors.js';
import {
  actionOf,
  eventsOf,
  jobsOf,
  pushesCommits,
  scriptOf,
  type WorkflowJob,
  workflows,
} from '../../workflows/jobs.js';

// `sed -i "s|tag: .*|tag: $NEW|"`: every line with a tag, whosever it is.
const EVERY_TAG = /\bsed\b(?:\s+-\S+)*\s+["']?s([|/#,@!])\s*(?:-\s*)?(?:tag|newTag|image):[^\n]*?\.\*["']?\1/;
const WRITES_TAGS = /\b(?:tags?|newTag|images?|values\.ya?ml|kustomization\.ya?ml)\b/i;
const CATCHES_UP = /\bgit\b[^\n]*\b(?:pull\b[^\n]*--rebase|rebase\b)/;

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
      yield* againstOthers(workflow, all);
      for (const job of jobs) {
        yield* everyTag(job, jobs);
        yield* racing(job, jobs);
        yield* replaced(job, workflow);
        yield* startsItself(job, workflow);
        for (const step of job.steps) yield* upperCase(step);
      }
    }
  },
});

const pushing = ({ steps }: WorkflowJob) => steps.filter((step) => pushesCommits(scriptOf(step)));

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

/** Several jobs that push to one branch at once, none of which fetches what the other pushed. */
function* racing(job: WorkflowJob, jobs: readonly WorkflowJob[]): Iterable<Report> {
  const beside = jobs.filter(
    (one) => one.id !== job.id && pushing(one).length > 0 && !waits(one, job) && !waits(job, one),
  );
  const matrix = job.field.at('strategy.matrix').exists && job.field.at('strategy.max-parallel').number !== 1;
  if (!matrix && beside.length === 0) return;
  for (const step of pushing(job)) {
    const caught = job.steps.some((one) => CATCHES_UP.test(scriptOf(one)));
    if (caught) continue;
    const who = matrix
      ? 'each leg of the matrix'
      : `job "${job.id}" beside ${beside.map(({ id }) => `"${id}"`).join(', ')}`;
    yield report(step.at('run'), `${who} pushes, and none fetches first`);
  }
}

/** A push of a workflow that others race with: each of them is started by pushes to the same branches. */
function* againstOthers(workflow: Field<Source>, all: readonly Field<Source>[]): Iterable<Report> {
  const branchesOf = (one: Field<Source>) => one.items('on.push.branches').flatMap(({ text }) => text ?? []);
  const branches = branchesOf(workflow);
  const others = all.filter(
    (one) =>
      one.manifest !== workflow.manifest &&
      branchesOf(one).some((branch) => branches.includes(branch)) &&
      jobsOf(one).some((job) => pushing(job).length > 0),
  );
  const [first] = others;
  if (!first) return;
  for (const job of jobsOf(workflow)) {
    if (job.field.at('strategy.matrix').exists || job.steps.some((step) => CATCHES_UP.test(scriptOf(step)))) continue;
    for (const step of pushing(job))
      yield report(
        step.at('run'),
        `job "${job.id}" pushes without fetching first, beside ${others.length > 1 ? `${others.length} other workflows` : `"${first.manifest.path}"`}`,
        { severity: 'warning', fix: 'Write git pull --rebase before git push, and try again where it is refused.' },
      );
  }
}

const waits = (job: WorkflowJob, other: WorkflowJob) => needsOf(job).includes(other.id);

/** A concurrency group that all runs share keeps one run that waits: a third takes its place. */
function* replaced(job: WorkflowJob, workflow: Field<Source>): Iterable<Report> {
  if (!pushing(job).some((step) => WRITES_TAGS.test(scriptOf(step)))) return;
  for (const concurrency of [job.field.at('concurrency'), workflow.at('concurrency')]) {
    const group = concurrency.text ?? concurrency.at('group').text;
    if (group === undefined || /github\.(?:run_id|sha|run_number)|matrix\./.test(group)) continue;
    if (concurrency.at('queue').text === 'max') continue;
    yield report(concurrency, `runs that write tags wait in the group "${group}", in which only one may wait`, {
      why: 'GitHub cancels the run that waits as soon as another comes: the tag that it would have written is lost.',
      fix: 'Write queue: max beside the group, or give each run a group of its own: …-${{ github.run_id }}.',
    });
  }
}

/** A push with a token of its own starts workflows; one with GitHub's token does not. */
function* startsItself(job: WorkflowJob, workflow: Field<Source>): Iterable<Report> {
  const push = workflow.at('on.push');
  if (!eventsOf(workflow).includes('push') || push.at('paths-ignore').exists) return;
  const globs = push.items('paths').flatMap(({ text }) => text ?? []);
  const isStarted = (script: string) =>
    globs.length === 0 ||
    (!globs.some((glob) => glob.startsWith('!')) && added(script).some((path) => startedBy(globs, path)));
  const token = job.steps.find((step) => actionOf(step) === 'actions/checkout')?.at('with.token').text;
  if (!token || !/\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)/.test(token)) return;
  for (const step of pushing(job)) {
    if (!isStarted(scriptOf(step))) continue;
    if (/\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(scriptOf(step))) continue;
    if (/github\.(?:actor|triggering_actor)|head_commit/.test(`${job.field.at('if').text} ${step.at('if').text}`))
      continue;
    yield report(step.at('run'), 'the push starts this workflow again, which pushes again', {
      severity: 'warning',
      why: 'A push with a token that is not GITHUB_TOKEN starts workflows: each run builds, commits and starts the next.',
      fix: 'Write [skip ci] into the message of the commit, or leave the written files out: paths-ignore.',
    });
  }
}

/** The paths that a script adds to its commit, up to what only a run knows. */
function added(script: string): string[] {
  return [...script.matchAll(/\bgit add\s+(?:--\s+)?["']?([\w./-]+)/g)].map(([, path = '']) =>
    path.replace(/^\.\//, ''),
  );
}

/** Whether what is added lies in a folder whose changes are waited for. */
function startedBy(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => glob.endsWith('/**') && `${path}/`.startsWith(glob.slice(0, -2)));
}

const REGISTRY =
  /(?:docker\.io|ghcr\.io|quay\.io|[\w.-]+\.amazonaws\.com|[\w.-]+\.pkg\.dev)\/[^\s:"'`$)]*[A-Z][^\s:"'`$)]*/;

/** Source: github.com/opencontainers/distribution-spec: names of repositories have no capitals. */
function* upperCase(step: Field<Source>): Iterable<Report> {
  const named = ['docker/build-push-action', 'docker/metadata-action'].includes(actionOf(step) ?? '');
  const images = named ? [step.at('with.tags'), step.at('with.images')] : [];
  for (const field of [...images, step.at('run')]) {
    const { text = '' } = field;
    const wrong =
      field.path.at(-1) === 'run'
        ? REGISTRY.exec(text)?.[0]
        : text
            .split(/[\n,]/)
            .flatMap((line) => /^\s*([\w.-]+\.[a-z]+\/[^\s:$]*[A-Z][^\s:$]*)/.exec(line)?.[1] ?? [])[0];
    if (wrong === undefined) continue;
    yield report(field, `"${wrong}" has capitals, which no name of an image has`, {
      why: 'docker refuses it: "repository name must be lowercase". The image is not pushed.',
      fix: `Write ${wrong.toLowerCase()}.`,
    });
  }
}
