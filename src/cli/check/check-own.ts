import type { Suppression } from '../../checks/suppress.js';
import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import { type Found, readFiles } from '../../manifest/read-files.js';
import { partFiles } from '../../manifest/sets.js';
import type { Fleet } from '../../service/fleet.js';
import { knownEnvironment } from '../../service/known-environment.js';
import { openIntent } from '../../synth/commit.js';
import { suppressionsOf } from '../../synth/suppressions.js';
import type { Arguments, ExitCode, Terminal } from '../command.js';
import { type BegunFleet, outcomeOf } from '../load-fleet.js';
import { type Project, relativeFile, relativeFinding, relativePlace } from '../project.js';
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
  const made = outcomeOf(() => checkInput(inputOf(project, begun.fleet(), found, args), parted, settings, terminal));
  // Rules have run meanwhile; what they found counts only when the types are right.
  const typeErrors = await begun.checked();
  if (typeErrors.length > 0) {
    printOutcome(refused(project, typeErrors), format, args, terminal);
    return hasErrors(typeErrors) ? 1 : 0;
  }
  if ('thrown' in made) throw made.thrown;
  return conclude(made.value, format, args, terminal);
}

/** What was read, and what the fleet says of each set's cluster. */
function inputOf(project: Project, fleet: Fleet, { files, findings }: Found, args: Arguments): Input {
  const environments = new Map(Object.keys(fleet.environments).map((name) => [name, knownEnvironment(fleet, name)]));
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

function refused({ root }: Project, typeErrors: readonly Finding[]): Outcome {
  const findings = typeErrors.map((finding) => relativeFinding(root, finding));
  return { findings, unchecked: [], checked: { files: 0, objects: 0, rules: 0 }, root, files: [], sources: 0 };
}
