import type { Fleet } from '../../service/fleet.js';
import type { Terminal } from '../command.js';
import { printFindings } from '../print.js';
import { type Project, relativeFinding } from '../project.js';
import { loadFleet } from './load-fleet.js';

/**
 * The project's fleet; undefined after its mistakes were printed.
 * @throws Failure when its modules throw or export no fleet
 */
export async function soundFleet(project: Project, terminal: Terminal): Promise<Fleet | undefined> {
  const loaded = await loadFleet(project);
  if ('fleet' in loaded) return loaded.fleet;
  const findings = loaded.findings.map((finding) => relativeFinding(project.root, finding));
  printFindings(findings, terminal, project.root);
  return undefined;
}
