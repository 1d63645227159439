import { documentation } from './documentation.js';
import { images } from './images.js';
import { infrastructure } from './infrastructure.js';
import { manifests } from './manifests.js';
import type { Delivery, GithubActionsProps } from './repository.js';
import { type Workflow, workflowText } from './workflow.js';

/** CI by GitHub Actions; a plain value, for the fleet's `ci`. */
export interface GithubActions {
  readonly ci: 'github-actions';
  readonly props: GithubActionsProps;
}

/**
 * Workflows of the fleet, one for each concern. Each begins by looking which paths changed, so that a required check is
 * never left waiting for a workflow that a path filter has skipped. Source: GitHub, "Workflow syntax for GitHub Actions".
 */
export function githubActions(props: GithubActionsProps): GithubActions {
  return { ci: 'github-actions', props };
}

/** Every workflow by the name of its file below `.github/workflows/`. */
export function workflowsOf({ props }: GithubActions, delivery: Delivery): ReadonlyMap<string, string> {
  const all: Readonly<Record<string, Workflow | undefined>> = {
    'images.yaml': images(props, delivery),
    'manifests.yaml': manifests(props),
    'infrastructure.yaml': infrastructure(props),
    'documentation.yaml': documentation(props),
  };
  return new Map(
    Object.entries(all).flatMap(([file, workflow]) => (workflow ? [[file, workflowText(workflow)] as const] : [])),
  );
}
