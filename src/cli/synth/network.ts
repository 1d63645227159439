import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Terminal } from '../command.js';
import { chosenEnvironments } from '../load/load-fleet.js';
import { soundFleet } from '../load/sound-fleet.js';
import { findProject } from '../project.js';
import { synthesizeEnvironment } from './synthesis.js';

/** The manifests of one environment, and what is known of it; undefined after its mistakes were printed. */
export async function networkOf(
  environments: readonly string[],
  terminal: Terminal,
): Promise<{ readonly environment: string; readonly set: ManifestSet; readonly facts: Facts } | undefined> {
  const project = findProject(terminal.cwd);
  const fleet = await soundFleet(project, terminal);
  if (!fleet) return undefined;
  const [environment = ''] = chosenEnvironments(fleet, environments);
  const { set, facts } = synthesizeEnvironment(project, fleet, environment);
  return { environment, set, facts };
}
