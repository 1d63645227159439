import type { Build } from './builds.js';
import { documentation } from './documentation.js';
import { images } from './images.js';
import { infrastructure } from './infrastructure.js';
import { manifests } from './manifests.js';
import { type Workflow, workflowText } from './workflow.js';

/** What CI must know of the repository around the fleet: folders that this project does not hold itself. */
export interface GithubActionsProps {
  /** Branches whose pushes build and push images. */
  readonly branches: readonly [string, ...string[]];
  /** The folder with a folder for each image, its Dockerfile in it. Default `services`. */
  readonly folder?: string;
  /** Globs whose changes build every image: code that all of them share. */
  readonly shared?: readonly string[];
  /** Python that tests run with. Default `3.12`. */
  readonly python?: string;
  /** Folder of Terraform's files. Not linted when absent. */
  readonly terraform?: string;
  /** Folder of Ansible's files. Not linted when absent. */
  readonly ansible?: string;
  /** Globs of the documentation. Not linted when absent. */
  readonly documentation?: readonly string[];
}

/** The fleet's side of CI, worked out from its definitions. */
export interface Delivery {
  readonly builds: readonly Build[];
  /** Host and owner of the images: `ghcr.io/acme`. */
  readonly registry: string;
  /** The environment that new images go to, and the branch that its Argo CD reads. */
  readonly first: { readonly environment: string; readonly branch: string };
}

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
