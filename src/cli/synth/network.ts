import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Terminal } from '../command.js';
import { chosenEnvironments, loadFleet } from '../load/load-fleet.js';
import { printFindings } from '../print.js';
import { findProject, relativeFinding } from '../project.js';
import { synthesizeEnvironment } from './synthesis.js';

/** The manifests of one environment, and what is known of it; undefined after its mistakes were printed. */
export async function networkOf(
  environments: readonly string[],
  terminal: Terminal,
): Promise<{ readonly environment: string; readonly set: ManifestSet; readonly facts: Facts } | undefined> {
  const project = findProject(terminal.cwd);
  const loaded = await loadFleet(project);
  if ('findings' in loaded) {
    printFindings(
      loaded.findings.map((finding) => relativeFinding(project.root, finding)),
      terminal,
      project.root,
    );
    return undefined;
  }
  const [environment = ''] = chosenEnvironments(loaded.fleet, environments);
  const { set, facts } = synthesizeEnvironment(project, loaded.fleet, environment);
  return { environment, set, facts };
}
