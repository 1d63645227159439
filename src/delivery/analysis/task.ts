import { containerSecurity, podSecurity } from '../../construct/pod/security-context.js';
import { from, preset } from '../../construct/traced.js';
import type { Analysis, Timing } from './analysis.js';

/** A task that tries the new version: it succeeds, or the version goes back. */
export interface JobProps extends Timing {
  /** What it is called: part of names. */
  readonly name: string;
  /** Image with a tag, of the task that tries the new version. */
  readonly image: string;
  readonly command: readonly string[];
}

/**
 * Runs a task to its end; it passes when the task exits with 0. Once, unless it is told a count.
 * Source: Argo Rollouts, "Job Metrics".
 */
export function job(props: JobProps): Analysis<'ends'> {
  return {
    analysis: props.name,
    timing: props,
    measure: () => ({
      provider: {
        job: {
          spec: {
            backoffLimit: preset(0, 'a failed try is a failed measurement, not a reason to try again'),
            template: {
              spec: {
                restartPolicy: preset('Never', 'a failed try is a failed measurement'),
                automountServiceAccountToken: preset(false, 'what has no token cannot lose it'),
                securityContext: podSecurity(false),
                containers: [
                  {
                    name: props.name,
                    image: from(props, 'image'),
                    command: from(props, 'command'),
                    securityContext: containerSecurity(),
                  },
                ],
              },
            },
          },
        },
      },
    }),
  };
}
