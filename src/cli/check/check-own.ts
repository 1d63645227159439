import type { Suppression } from '../../checks/suppress.js';
import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import { type Found, readFiles } from '../../manifest/files/read-files.js';
import { partFiles } from '../../manifest/files/sets.js';
import { type KnownEnvironment, knownEnvironment } from '../../service/environment/known-environment.js';
import type { Fleet } from '../../service/fleet.js';
import { openIntent } from '../../synth/commit/commit.js';
import { suppressionsOf } from '../../synth/suppressions.js';
import type { Arguments, ExitCode, Terminal } from '../command.js';
import { type BegunFleet, outcomeOf } from '../load/load-fleet.js';
import { type Project, relativeFile, relativeFinding, relativePlace } from '../project.js';
import { onceForAll } from '../synth/once-for-all.js';
import { today } from '../today.js';
import { checkInput } from './check-input.js';
import { conclude } from './conclude.js';
import type { Format } from './format.js';
import { type Input, withVersion } from './input.js';
import { type Outcome, printOutcome } from './report.js';
import { checkSettings } from './settings.js';

/** Checks the project's output with what its fleet, which is being compiled, says of each cluster. */
export async function checkOwn(
  project: Project,
  beginning: Promise<BegunFleet>,
  format: Format,
  args: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const settings = checkSettings(args, project.root);
  const found = readFiles([project.dist], project.root);
  terminal.status?.(`reading ${found.files.length} files`);
  const parted = partFiles(found.files, settings.setOf);
  const begun = await beginning;
  const made = outcomeOf(() => {
    const fleet = begun.fleet();
    const environments = new Map(Object.keys(fleet.environments).map((name) => [name, knownEnvironment(fleet, name)]));
    const unclear = unclearIn(environments);
    if (unclear.length > 0) return { unclear };
    const input = inputOf(project, fleet, environments, found, args);
    return { unclear, outcome: checkInput(input, parted, settings, terminal) };
  });
  // Rules have run meanwhile; what they found counts only when the types are right.
  const typeErrors = await begun.checked();
  if (typeErrors.length === 0 && 'thrown' in made) throw made.thrown;
  const outcome = 'value' in made ? made.value.outcome : undefined;
  if (typeErrors.length === 0 && outcome) return conclude(outcome, format, args, terminal);
  const errors = typeErrors.length > 0 || 'thrown' in made ? typeErrors : made.value.unclear;
  printOutcome(refused(project, errors), format, args, terminal);
  return hasErrors(errors) ? 1 : 0;
}

/** What is wrong with a fleet of which nothing is certain: what rules would measure the manifests by is not known. */
function unclearIn(environments: ReadonlyMap<string, KnownEnvironment>): readonly Finding[] {
  const all = [...environments].map(([environment, { evaluation }]) => ({
    environment,
    findings: evaluation.unclear.size > 0 ? evaluation.findings : [],
  }));
  return onceForAll(all).map(({ property: _, ...finding }) => finding);
}

/** What was read, and what the fleet says of each set's cluster. */
function inputOf(
  project: Project,
  fleet: Fleet,
  environments: ReadonlyMap<string, KnownEnvironment>,
  { files, findings }: Found,
  args: Arguments,
): Input {
  const output = relativeFile(project.root, project.dist);
  const intent = openIntent(project.dist);
  return {
    root: project.root,
    files,
    settings: fleet.checks ?? {},
    findings: [...(intent ? [relativeFinding(project.root, intent)] : []), ...findings],
    ofSet: (set) => {
      const environment = environments.get(set);
      const suppressions = environment ? suppressionsOf(environment, set, output) : [];
      return {
        facts: withVersion({ ...environment?.facts, today: today() }, args),
        suppressions: suppressions.map((one) => relativeSuppression(project.root, one)),
      };
    },
  };
}

function relativeSuppression(root: string, one: Suppression): Suppression {
  return { ...one, ...(one.at && { at: relativePlace(root, one.at) }) };
}

function refused({ root }: Project, errors: readonly Finding[]): Outcome {
  const findings = errors.map((finding) => relativeFinding(root, finding));
  return { findings, unchecked: [], checked: { files: 0, objects: 0, rules: 0 }, root, files: [], sources: 0 };
}
