import type { Probe } from 'cdk8s-plus-28/lib/imports/k8s';
import { type Draft, type Input, preset } from '../construct/traced.js';

/** The three probes of a server that is asked with its own client. */
export interface StoreProbes {
  readonly startupProbe: Draft<Probe>;
  readonly readinessProbe: Draft<Probe>;
  readonly livenessProbe: Draft<Probe>;
}

/** How a client asks. What it costs decides how often; times in seconds. */
export interface Question {
  readonly command: readonly Input<string>[];
  readonly period: number;
  readonly timeout: number;
}

export interface Questions {
  /** Whether clients are served. */
  readonly ready: Question;
  /** Whether the process can still answer at all, be it with a refusal. */
  readonly alive: Question;
}

/** How long a server may take until it serves, in seconds. */
const patience = 600;

/**
 * Probes by command. Start-up is the question of readiness, asked with patience: a first start makes the database, and
 * a start after a crash replays a log; a server that is killed in between begins again, for ever.
 * Source: Kubernetes, "Configure Liveness, Readiness and Startup Probes".
 */
export function execProbes({ ready, alive }: Questions): StoreProbes {
  return {
    startupProbe: {
      ...probe(ready),
      failureThreshold: preset(
        Math.ceil(patience / ready.period),
        'ten minutes: what is killed while it replays its log begins again',
      ),
    },
    readinessProbe: probe(ready),
    livenessProbe: {
      ...probe(alive),
      // 3 is Kubernetes' own.
      failureThreshold:
        alive.period >= 20
          ? undefined
          : preset(Math.ceil(60 / alive.period), 'a restart cuts off every client: only after a minute of silence'),
    },
  };
}

function probe({ command, period, timeout }: Question): Draft<Probe> {
  return {
    exec: { command: [...command] },
    // 10 and 1 are Kubernetes' own.
    periodSeconds: period === 10 ? undefined : preset(period, 'how often the client that asks can be afforded'),
    timeoutSeconds: preset(timeout, 'the client needs time to start'),
  };
}
