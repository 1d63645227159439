import { writeYaml } from '../../manifest/yaml/write-yaml.js';
import { knownEnvironment } from '../../service/environment/known-environment.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { chosenEnvironments, loadFleet } from '../load/load-fleet.js';
import { printFindings } from '../print.js';
import { findProject, relativeFinding } from '../project.js';

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
  const loaded = await loadFleet(project);
  if ('findings' in loaded) {
    printFindings(
      loaded.findings.map((finding) => relativeFinding(project.root, finding)),
      terminal,
      project.root,
    );
    return 1;
  }
  const all = Object.keys(loaded.fleet.environments);
  const [environment] = chosenEnvironments(loaded.fleet, args.positionals);
  if (args.positionals.length === 0 || environment === undefined) {
    terminal.err(`eco: which environment? One of: ${all.join(', ')}\n`);
    return 2;
  }
  const { facts: known } = knownEnvironment(loaded.fleet, environment);
  terminal.out(
    args.flag('json') ? `${JSON.stringify(known, undefined, 2)}\n` : writeYaml(JSON.parse(JSON.stringify(known))),
  );
  return 0;
}
