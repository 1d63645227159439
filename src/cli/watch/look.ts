import { setImmediate as turn } from 'node:timers/promises';
import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import type { Fleet } from '../../service/fleet.js';
import type { Synthesized } from '../../synth/synthesize.js';
import type { Arguments } from '../command.js';
import { withUnlisted } from '../compile/unlisted.js';
import { beginFleet, chosenEnvironments, chosenServices } from '../load/load-fleet.js';
import type { Project } from '../project.js';
import { type Scope, scopeOf } from '../synth/scope.js';
import { type CheckedFleet, checkFleet, synthesizeEnvironment, withLeaving } from '../synth/synthesis.js';

/** What the sources give, before anything of it is checked. */
export interface Made {
  readonly fleet: Fleet;
  readonly environments: readonly Synthesized[];
  readonly scope: Scope | undefined;
}

/** What the sources give, checked; or what keeps them from giving anything. */
export type Looked = (Made & { readonly result: CheckedFleet }) | { readonly typeErrors: readonly Finding[] };

/**
 * Looks at the sources once: makes the manifests, hands them on, and checks them while the compiler looks at the types:
 * it would take the processor, and memory, from those who wait for what the save does.
 * @param signal ends the look, and rejects, when the sources have changed since
 * @param onMade gets the manifests as soon as they are there, unless something is wrong with them already
 * @throws what the fleet threw, or Failure; neither where its type errors say why
 */
export async function look(
  project: Project,
  args: Arguments,
  signal: AbortSignal,
  onMade: (made: Made) => void,
): Promise<Looked> {
  const begun = await beginFleet(project, { signal, haste: 'the fleet' });
  let made: Made | undefined;
  let result: CheckedFleet | undefined;
  let thrown: unknown;
  try {
    made = make(project, begun.fleet(), args);
    if (!made.environments.some(({ findings }) => hasErrors(findings))) onMade(made);
    // Saves that came meanwhile.
    await turn();
    signal.throwIfAborted();
    begun.checked().catch(() => {});
    const checked = checkFleet(project, made.fleet, made.environments);
    const left = withLeaving(project, made.fleet, checked, args.values('env').length === 0);
    result = { ...left, findings: withUnlisted(project, left.findings, begun.unlisted) };
  } catch (error) {
    thrown = error;
  } finally {
    begun.dispose();
  }
  signal.throwIfAborted();
  const typeErrors = await begun.checked();
  signal.throwIfAborted();
  if (typeErrors.length > 0) return { typeErrors };
  if (made && result) return { ...made, result };
  throw thrown;
}

function make(project: Project, fleet: Fleet, args: Arguments): Made {
  const names = chosenEnvironments(fleet, args.values('env'));
  const services = chosenServices(fleet, args.values('service'));
  return {
    fleet,
    environments: names.map((name) => synthesizeEnvironment(project, fleet, name)),
    scope: scopeOf(args, names, services),
  };
}
