import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { namedEvents } from './jobs.js';

/** Events that start a workflow. Source: docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows. */
export const EVENTS: ReadonlySet<string> = new Set([
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'member',
  'merge_group',
  'milestone',
  'page_build',
  'project',
  'project_card',
  'project_column',
  'public',
  'pull_request',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target',
  'push',
  'registry_package',
  'release',
  'repository_dispatch',
  'schedule',
  'status',
  'watch',
  'workflow_call',
  'workflow_dispatch',
  'workflow_run',
]);

/** Reports events that there are not, and filters that exclude each other. */
export function* eventMistakes(workflow: Field<Source>): Iterable<Report> {
  yield* unknownEvents(workflow);
  yield* filtersOfEvents(workflow);
}

/** A misspelt event. One that is nearly none of them may be newer than this list. */
function* unknownEvents(workflow: Field<Source>): Iterable<Report> {
  for (const { name, field } of namedEvents(workflow)) {
    if (EVENTS.has(name)) continue;
    const near = didYouMean(name, EVENTS);
    if (near) yield report(field, `"${name}" is no event`, { fix: `Did you mean ${near}?` });
  }
}

function* filtersOfEvents(workflow: Field<Source>): Iterable<Report> {
  for (const [event, field] of workflow.entries('on')) {
    for (const filter of ['paths', 'branches', 'tags']) {
      if (!field.at(filter).exists || !field.at(`${filter}-ignore`).exists) continue;
      yield report(field.at(`${filter}-ignore`), `"${event}" has both ${filter} and ${filter}-ignore`, {
        fix: `Keep ${filter}, and write what it shall leave out as '!…' below it.`,
      });
    }
  }
}
