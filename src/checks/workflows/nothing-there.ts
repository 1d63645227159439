import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { actionOf, scriptOf, type WorkflowJob } from './jobs.js';
import { isHarmless } from './known-actions.js';
import { isHosted } from './runners.js';
import { withVariables } from './variables.js';

const FETCHES = /\bgit\b[^\n]*\b(?:clone|init|fetch|pull)\b|\bgh repo clone\b/;
const NEEDS_REPOSITORY =
  /^\s*(?:\w+=["']?\$\(\s*)?git (?:add|commit|describe|diff|log|merge-base|rev-list|rev-parse|show|status|switch|tag)\b/m;

/** Steps that use files of the repository, which an action of the repository is too, before any are there. */
export function* nothingThere(job: WorkflowJob): Iterable<Report> {
  // A machine of one's own may hold them; an action that is not known may fetch them.
  let isEmpty = isHosted(job.field);
  for (const step of job.steps) {
    const uses = step.at('uses');
    const name = actionOf(step);
    if (FETCHES.test(scriptOf(step)) || /checkout/.test(name ?? '')) return;
    if (/^\.\/(?!\.\/)/.test(name ?? ''))
      yield report(uses, `action "${name}" lies in the repository, of which nothing is checked out yet`, texts);
    else if (isEmpty && NEEDS_REPOSITORY.test(scriptOf(step))) {
      yield report(step.at('run'), 'git is asked about the repository, of which nothing is checked out yet', texts);
      return;
    } else if (isEmpty && step.at('run').exists && isPath(folderOf(step, job))) {
      yield report(
        step.at('working-directory'),
        `the script runs in "${folderOf(step, job)}", a folder of the repository, of which nothing is checked out yet`,
        texts,
      );
      return;
    } else if (isEmpty && name === 'docker/build-push-action' && isPath(step.at('with.context').text)) {
      yield report(
        step.at('with.context'),
        'an image is built from files of the repository, of which nothing is checked out yet',
        texts,
      );
      return;
    }
    // A script may write files, and an artifact may bring some.
    if (step.at('run').exists && !/^\s*git\b/.test(scriptOf(step)))
      isEmpty &&= !/>|\b(?:curl|wget|tar|unzip|cp|cd)\b/.test(scriptOf(step));
    if (name !== undefined && (name === 'actions/download-artifact' || !isHarmless(name))) isEmpty = false;
  }
}

/** The folder below the repository's own that a step runs in. */
function folderOf(step: Field<Source>, { workflow, field }: WorkflowJob): string | undefined {
  const { text } = step.at('working-directory');
  const folder = text === undefined ? undefined : withVariables(text, workflow, field, step);
  return folder === undefined || /^(?:\.?\/|\.$|~|\$)/.test(folder) ? undefined : folder;
}

/** A folder of the runner: without a context the action takes the repository from GitHub itself. */
function isPath(context: string | undefined): boolean {
  return context !== undefined && !/:\/\/|\$\{\{|^git@/.test(context);
}

const texts = {
  why: 'The runner begins with an empty folder: the job fails at this step.',
  fix: 'Put a step with actions/checkout before it.',
};
