import { type Report, report } from '../rule.js';
import { actionOf, eventsOf, pushing, scriptOf, type WorkflowJob } from './jobs.js';

/** A push with a token of its own starts workflows; one with GitHub's token does not. */
export function* startsItself(job: WorkflowJob): Iterable<Report> {
  const { workflow } = job;
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
