import type { Duration } from '../../values/duration.js';

/** A task before the new pods: what brings the database to their version. */
export interface MigrationProps {
  /** What the container runs instead of the image's own command: `['alembic', 'upgrade', 'head']`. */
  readonly command: readonly [string, ...string[]];
  /** How long all attempts together may take; then the Job is stopped and the sync has failed. */
  readonly deadline: Duration;
  /** Attempts after the first that failed. Default 2. */
  readonly retries?: number;
}

/** A task after the new pods: what sees whether they do their work. */
export interface SmokeTestProps {
  /** What the container runs: it fails when the service does not do its work. It finds the service at `$SERVICE_URL`. */
  readonly command: readonly [string, ...string[]];
  /** How long all attempts together may take; then the Job is stopped and the sync has failed. */
  readonly deadline: Duration;
  /** Attempts after the first that failed. Default 2. */
  readonly retries?: number;
}

/** A task before the new pods: see `migration()`. */
export interface Migration {
  readonly hook: 'migration';
  readonly props: MigrationProps;
}

/** A task after the new pods: see `smokeTest()`. */
export interface SmokeTest {
  readonly hook: 'smoke-test';
  readonly props: SmokeTestProps;
}

/** A task that runs at each sync; a plain value, for `hooks` of a service. A worker has nobody to ask: no smoke test. */
export type Hook = Migration | SmokeTest;

/**
 * Brings the database to the state that the new version needs, before any pod of it starts. The Job has the pods, the
 * variables and the rights of the service or worker, without its port and without the volume of local state. When it fails, the sync stops there: the old pods go on, and must get along
 * with whatever the migration has already done.
 *
 * It is a hook of the Sync phase with a wave before the workload, not of PreSync: at the first sync a PreSync hook would
 * wait for a Secret, an account and network policies that only come with the phase after it.
 * Source: Argo CD, "Resource Hooks", "Sync Phases and Waves".
 */
export function migration(props: MigrationProps): Migration {
  return { hook: 'migration', props };
}

/**
 * Asks the service, after all of it is healthy, whether it does its work. The pod has the service's image and no other
 * variable than `SERVICE_URL`: it may call the service and nothing else. When it fails, the sync has failed and says
 * why; nothing is rolled back. Not beside a strategy that moves traffic step by step: that one has analyses.
 * Source: Argo CD, "Resource Hooks".
 */
export function smokeTest(props: SmokeTestProps): SmokeTest {
  return { hook: 'smoke-test', props };
}
