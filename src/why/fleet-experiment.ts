import type { Fleet } from '../service/fleet.js';
import { Experiment } from './experiment.js';
import { type Change, type FleetLiteral, imageLiterals, moduleLiterals } from './fleet-literals.js';
import { fleetSynthesis, type Input } from './fleet-synthesis.js';
import { type CompiledModule, placeLiterals } from './place-literals.js';
import { compileModules } from './run-modules.js';

/** A fleet whose literals can be set otherwise, and those literals. */
export interface FleetExperiment {
  readonly fleet: Fleet;
  readonly experiment: Experiment<Change, FleetLiteral>;
}

/** What the modules call to ask for a literal. */
const ASK = '__literal';

/**
 * @param entry path of the module that exports `fleet`
 * @param outside what modules require that is not among them
 * @param inputOf images and names of files, by environment
 */
export function fleetExperiment(
  compiled: readonly CompiledModule[],
  entry: string,
  outside: (id: string) => unknown,
  inputOf: (fleet: Fleet, environment: string) => Input,
): FleetExperiment {
  const { sites, modules } = placeLiterals(compiled, ASK);
  const start = compileModules(modules, ASK, outside);
  const run = (values: ReadonlyMap<number, unknown>): Fleet =>
    start(entry, (number, value) => values.get(number) ?? value) as Fleet;
  const fleet = run(new Map());
  const environments = Object.keys(fleet.environments);
  const inputs = new Map(environments.map((name) => [name, inputOf(fleet, name)]));
  const literals = [
    ...moduleLiterals(sites, environments),
    ...[...inputs].flatMap(([name, { images }]) => imageLiterals(name, images)),
  ];
  return { fleet, experiment: new Experiment(literals, fleetSynthesis(run, inputs)) };
}
