import type { JsonObject } from '../manifest/manifest.js';
import { writeYamlAsGiven } from '../manifest/yaml/write-yaml.js';
import { type Action, versionOf } from './actions.js';

/** Access of the job's token; what is not named is refused. Source: GitHub, "Workflow syntax: permissions". */
export type Permissions = Readonly<
  Partial<
    Record<
      'contents' | 'packages' | 'pull-requests' | 'security-events' | 'id-token' | 'attestations' | 'issues',
      'read' | 'write'
    >
  >
>;

/** One step: an action, or lines for a shell. Expressions never stand in `run`: a value gets there by `env`. */
export type Step = {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
} & (
  | { readonly uses: Action; readonly with?: Readonly<Record<string, string | number | boolean>> }
  | { readonly run: string; readonly 'working-directory'?: string }
);

export interface Job {
  readonly name?: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly 'runs-on': 'ubuntu-24.04';
  /** GitHub's own is six hours: a job that hangs would block the next. */
  readonly 'timeout-minutes': number;
  readonly permissions: Permissions;
  readonly concurrency?: Concurrency;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly 'fail-fast'?: boolean;
    readonly matrix: Readonly<Record<string, string | readonly string[]>>;
  };
  readonly steps: readonly Step[];
}

export interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': boolean | string;
}

/** A workflow. Source: GitHub, "Workflow syntax for GitHub Actions". */
export interface Workflow {
  readonly name: string;
  readonly on: {
    readonly push?: { readonly branches?: readonly string[]; readonly tags?: readonly string[] };
    readonly pull_request?: Readonly<Record<string, never>>;
    readonly workflow_dispatch?: Readonly<Record<string, never>>;
  };
  readonly concurrency: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What says that a file below `.github/workflows/` is made here, and may be replaced and removed. */
export const MADE = '# Made by `eco synth` from the fleet: change it there.';

/** A workflow as text. Each action is pinned to a commit; behind it stands the version that this is. */
export function workflowText({ name, on, concurrency, jobs }: Workflow): string {
  // Nothing is allowed but what a job asks for.
  const text = writeYamlAsGiven(plainOf({ name, on, permissions: {}, concurrency, jobs }));
  return `${MADE}\n${text.replaceAll(/^( *(?:- )?uses: )(\S+)$/gm, (_, key, action) => `${key}${action} # ${versionOf(action)}`)}`;
}

function plainOf(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
