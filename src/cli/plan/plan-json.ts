import { formatPath } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Plan, replacement } from '../../order/plan.js';
import { timelinesOf } from '../../order/timeline.js';
import type { Leaving } from './leaving.js';
import type { Push } from './push.js';

/** What is known of one Application. */
export interface ApplicationPlan {
  readonly name: string;
  readonly plan: Plan;
  /** Of a service or worker that CI builds. */
  readonly push: Push | undefined;
  readonly leaving: readonly Leaving[];
}

/** The plan of one Application as `eco plan --json` prints it. */
export function planJson({ name, plan, push, leaving }: ApplicationPlan, set: ManifestSet) {
  return {
    application: name,
    push,
    waves: plan.waves.map(({ wave, objects }) => ({
      wave,
      objects: objects.map(({ manifest, needs, elsewhere, placed }) => ({
        object: manifest.ref,
        placed,
        needs: needs.map(({ on, path, by, because }) => ({ object: on.ref, field: formatPath(path), by, because })),
        elsewhere: elsewhere.map(({ on, made, path }) => ({ object: on.ref, made, field: formatPath(path) })),
        replacement: replacement(manifest),
        timelines: timelinesOf(manifest, set),
      })),
    })),
    leaves: leaving.map(({ manifest, ...rest }) => ({ object: manifest.ref, ...rest })),
  };
}
