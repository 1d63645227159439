import { workflowsOf } from '../pipeline/github-actions.js';
import type { Build } from '../pipeline/repository.js';
import { evaluate } from './environment/evaluate.js';
import type { Fleet } from './fleet.js';

/** The fleet's workflows, by the name of their file below `.github/workflows/`; none where it declares no CI. */
export function fleetWorkflows(fleet: Fleet): ReadonlyMap<string, string> {
  const names = Object.keys(fleet.environments);
  const environment = firstEnvironment(fleet);
  const first = environment === undefined ? undefined : fleet.environments[environment];
  if (!fleet.ci || environment === undefined || !first) return new Map();
  return workflowsOf(fleet.ci, {
    builds: buildsOf(fleet, names),
    registry: first.registry.url,
    first: { environment, branch: first.git.revision },
  });
}

/** The environment that CI writes new images into. */
export function firstEnvironment({ promotion, environments }: Fleet): string | undefined {
  return promotion?.[0] ?? Object.keys(environments)[0];
}

/** The images that services of any environment run, in order: two services may be started from one. */
function buildsOf(fleet: Fleet, environments: readonly string[]): readonly Build[] {
  const services = new Map<string, Set<string>>();
  for (const environment of environments) {
    for (const { definition, spec } of evaluate(fleet, environment).definitions) {
      const repository = spec.repository ?? definition.name;
      services.set(repository, (services.get(repository) ?? new Set()).add(definition.name));
    }
  }
  return [...services]
    .map(([repository, names]) => ({ repository, services: [...names].sort() }))
    .sort((a, b) => (a.repository < b.repository ? -1 : 1));
}
