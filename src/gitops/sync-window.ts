import type { Construct } from 'constructs';
import type { AppProjectSpecSyncWindows } from '../../imports/argoproj.io.js';
import { checkDurations } from '../construct/durations.js';
import { reject } from '../construct/reject.js';
import { type Draft, from, preset } from '../construct/traced.js';
import { syncWindowProblem } from '../values/cron.js';
import type { Duration } from '../values/duration.js';

/** A time in which Argo CD applies nothing by itself. */
export interface Freeze {
  /** When it begins, as cron writes it: minute, hour, day of the month, month, weekday. `0 18 * * 5`: Fridays at 18:00. */
  readonly begins: string;
  readonly lasts: Duration;
  /** `Asia/Seoul`. Default UTC. */
  readonly timeZone?: string;
  /** Whether a person may sync all the same. Default yes: a rollback must not wait. */
  readonly manual?: 'yes' | 'no';
}

/** Windows of a project, for all its Applications. Source: Argo CD, "Sync Windows". */
export function syncWindows(
  scope: Construct,
  freezes: readonly Freeze[],
): Draft<AppProjectSpecSyncWindows[]> | undefined {
  for (const freeze of freezes) check(scope, freeze);
  if (freezes.length === 0) return undefined;
  return freezes.map((freeze) => ({
    kind: 'deny',
    schedule: from(freeze, 'begins'),
    duration: from(freeze, 'lasts'),
    timeZone: from(freeze, 'timeZone'),
    applications: preset(['*'], 'a freeze is of everything that the project holds'),
    manualSync: freeze.manual === 'no' ? undefined : preset(true, 'a rollback must not wait for the end of a freeze'),
  }));
}

function check(scope: Construct, freeze: Freeze): void {
  checkDurations(scope, 'sync-window', freeze, ['lasts']);
  const { begins } = freeze;
  const problem = syncWindowProblem(begins);
  if (problem === undefined) return;
  reject(scope, {
    rule: 'sync-window',
    message: `begins "${begins}" ${problem}`,
    why: 'Argo CD cannot read the project: it syncs none of its Applications.',
    fix: 'Write minute, hour, day, month and weekday: "0 18 * * 5" is Fridays at 18:00.',
    property: { object: freeze, key: 'begins' },
  });
}
