import type { Probe } from 'cdk8s-plus-28/lib/imports/k8s';
import { intOrString } from '../emit.js';
import { type Draft, type Input, preset } from '../traced.js';

export interface HttpProbes {
  readonly startupProbe: Draft<Probe>;
  readonly readinessProbe: Draft<Probe>;
  readonly livenessProbe: Draft<Probe>;
}

/**
 * The three probes of a container that answers HTTP. They differ because what follows differs: a failed start-up or
 * liveness probe restarts the container, a failed readiness probe only takes it out of the Service.
 * Times in seconds; what equals Kubernetes' default (period 10, timeout 1, failures 3) is not printed.
 * Source: Kubernetes, "Configure Liveness, Readiness and Startup Probes".
 */
export function httpProbes(path: Input<string>, portName: string): HttpProbes {
  const httpGet = { path, port: intOrString(portName) };
  return {
    startupProbe: {
      httpGet,
      periodSeconds: preset(2, 'asks often, so that a pod that is up serves at once'),
      failureThreshold: preset(60, 'a cold start may take two minutes before the container is restarted'),
    },
    readinessProbe: {
      httpGet,
      periodSeconds: preset(5, 'a pod that cannot answer leaves the Service within fifteen seconds'),
      timeoutSeconds: preset(2, 'an answer slower than this is no answer to a user'),
    },
    livenessProbe: {
      httpGet,
      timeoutSeconds: preset(5, 'a busy process is slow, not dead'),
      failureThreshold: preset(6, 'a restart drops requests: only after a minute without an answer'),
    },
  };
}
