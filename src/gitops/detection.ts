import type { Construct } from 'constructs';
import { checkDurations } from '../construct/durations.js';
import { from, type Input, preset } from '../construct/traced.js';
import type { Duration } from '../values/duration.js';

/** How Argo CD learns of a commit. */
export type Detection = Poll | Webhook;

/** Argo CD asks by itself, as `poll()` gives it. */
export interface Poll {
  readonly by: 'poll';
  readonly every: Duration;
  /** At most so much is added to each wait, so that Applications do not all ask at once. */
  readonly jitter: Duration;
}

/** The Git server tells it, as `webhook()` gives it. */
export interface Webhook {
  readonly by: 'webhook';
  /** How long it takes until Argo CD has looked, as whoever set it up has measured it. */
  readonly within: Duration;
}

/**
 * Argo CD asks Git by itself. It reads this when it starts: after a change its controller and its repository server are
 * restarted.
 * Source: Argo CD, argocd-cm, `timeout.reconciliation`.
 */
export function poll(every: Duration, { jitter = '0s' }: { readonly jitter?: Duration } = {}): Poll {
  return { by: 'poll', every, jitter };
}

/**
 * The Git server tells Argo CD. Who sets up the cluster makes the webhook there, and puts its secret into
 * `argocd-secret`. Argo CD still asks by itself, in case that one is lost.
 * Source: Argo CD, "Git Webhook Configuration".
 */
export function webhook({ within }: { readonly within: Duration }): Webhook {
  return { by: 'webhook', within };
}

/** The settings of Argo CD that make it so. */
export function detectionSettings(scope: Construct, detection: Detection | undefined): Record<string, Input<string>> {
  if (detection === undefined) return {};
  if (detection.by === 'webhook') {
    checkDurations(scope, 'detection', detection, ['within']);
    return {};
  }
  checkDurations(scope, 'detection', detection, detection.jitter === '0s' ? ['every'] : ['every', 'jitter']);
  return {
    'timeout.reconciliation': from(detection, 'every'),
    // Left out it would be a minute.
    'timeout.reconciliation.jitter':
      detection.jitter === '0s' ? preset('0s', 'no more than the fleet has said') : from(detection, 'jitter'),
  };
}
