import { writeYaml } from '../../manifest/yaml/write-yaml.js';
import { knownEnvironment } from '../../service/environment/known-environment.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { chosenEnvironments } from '../load/load-fleet.js';
import { soundFleet } from '../load/sound-fleet.js';
import { findProject } from '../project.js';

export const facts: Command = {
  positionals: 'ENV',
  maxPositionals: 1,
  description: `
    Writes what the fleet says of one environment's cluster, as YAML: Kubernetes version, nodes with labels, taints and
    room, address ranges, and what exists there though no manifest makes it. "eco check --facts FILE" reads it, so that
    YAML which this project did not write is checked against the same cluster.`,
  options: { json: { type: 'boolean', help: 'JSON instead of YAML' } },
  examples: [['eco facts prod > prod.facts.yaml', 'for checks elsewhere']],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const fleet = await soundFleet(project, terminal);
  if (!fleet) return 1;
  const all = Object.keys(fleet.environments);
  const [environment] = chosenEnvironments(fleet, args.positionals);
  if (args.positionals.length === 0 || environment === undefined) {
    terminal.err(`eco: which environment? One of: ${all.join(', ')}\n`);
    return 2;
  }
  const { facts: known } = knownEnvironment(fleet, environment);
  terminal.out(
    args.flag('json') ? `${JSON.stringify(known, undefined, 2)}\n` : writeYaml(JSON.parse(JSON.stringify(known))),
  );
  return 0;
}
