import type { Store } from '../../src/data/store.js';
import { compose } from '../../src/service/environment/compose.js';
import type { EnvironmentSpec } from '../../src/service/environment/environment-spec.js';
import { defineFleet } from '../../src/service/fleet.js';
import { walk } from '../../src/synth/walk.js';
import { bare } from './synth-service.js';

/** A fleet without services, at most with a store, in an environment that differs in this from the plainest one there is. */
export function oneEnvironment(changes: Partial<EnvironmentSpec>, store?: Store<never>) {
  const { defineStore, fleet } = defineFleet({
    name: 'shop',
    rootApplication: 'shop-root',
    namespaces: { services: 'web', workers: 'jobs' },
    images: 'images',
    environments: {
      live: {
        ...bare,
        ...changes,
      },
    },
  });
  const definitions = store ? [defineStore('store', () => store)] : [];
  const { app, facts } = compose(fleet(...definitions), 'live', new Map());
  const { objects, rejected } = walk(app);
  const named = (kind: string, name: string) =>
    // biome-ignore lint/suspicious/noExplicitAny: tests read deep into manifests
    objects.map(({ object }): any => object).find((one) => one.kind === kind && one.metadata.name === name);
  return { app, facts, named, rejected: rejected.map(({ rejection }) => rejection.message) };
}
