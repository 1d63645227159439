import type { Container, EnvVar } from 'cdk8s-plus-28/lib/imports/k8s';
import { intOrString, quantity } from '../construct/emit.js';
import { containerSecurity } from '../construct/pod/security-context.js';
import { type Draft, type Input, preset } from '../construct/traced.js';

export interface ExporterProps {
  readonly image: Input<string>;
  readonly port: Input<number>;
  /** A path that answers while the exporter runs, whether or not the server does. */
  readonly alive: string;
  readonly env: readonly Draft<EnvVar>[];
  /** User and group that the image is made for. */
  readonly user: number;
}

/** Name of the port that metrics are read from, on the pod and on the Service of the pods. */
export const metricsPort = 'metrics';

/**
 * The container beside a server that tells Prometheus of it. It has no readiness probe: a store whose metrics are gone
 * still serves.
 */
export function exporter({ image, port, alive, env, user }: ExporterProps): Draft<Container> {
  return {
    name: 'exporter',
    image,
    ports: [{ name: metricsPort, containerPort: port }],
    env: [...env],
    resources: {
      requests: {
        cpu: quantity(preset('10m', 'it works when it is asked, twice a minute')),
        memory: quantity(preset('32Mi', 'what it needs at rest')),
      },
      limits: {
        cpu: quantity(preset('100m', 'metrics take nothing from the server')),
        memory: quantity(preset('128Mi', 'room for a database of many tables')),
      },
    },
    livenessProbe: {
      httpGet: {
        path: preset(alive, 'answers while the exporter runs, whatever the server does'),
        port: intOrString(metricsPort),
      },
      timeoutSeconds: preset(5, 'a busy exporter is slow, not dead'),
    },
    securityContext: {
      ...containerSecurity(),
      runAsUser: preset(user, 'the user that the image is made for'),
      runAsGroup: preset(user, 'the group that the image is made for'),
    },
  };
}
