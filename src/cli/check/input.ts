import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SetOptions } from '../../checks/run.js';
import type { RuleSettings } from '../../checks/settings.js';
import type { Suppression } from '../../checks/suppress.js';
import type { Facts } from '../../cluster/facts.js';
import { parseFacts } from '../../cluster/facts-file.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { readFiles } from '../../manifest/read-files.js';
import { readYaml } from '../../manifest/read-yaml.js';
import type { FoundFile } from '../../manifest/sets.js';
import type { Fleet } from '../../service/fleet.js';
import type { knownEnvironment } from '../../service/known-environment.js';
import { openIntent } from '../../synth/commit.js';
import { suppressionsOf } from '../../synth/suppressions.js';
import type { Arguments, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { findProject, type Project, relativeFile, relativeFinding, relativePlace } from '../project.js';
import { today } from '../today.js';

/** How standard input is called in messages. */
export const STDIN = '<stdin>';

/** What is checked: files, and what is known of each set's cluster. */
export interface Input {
  readonly root: string;
  readonly files: readonly FoundFile[];
  readonly findings: readonly Finding[];
  readonly ofSet: (set: string) => SetOptions;
  /** What the fleet says of rules; the settings file goes before it. */
  readonly settings?: RuleSettings;
}

/** Whether the project's own output is meant: no path, or its `dist`, and no other facts than the fleet's. */
export function isOwn({ positionals, value }: Arguments, { cwd }: Terminal): boolean {
  if (value('facts') !== undefined) return false;
  if (positionals.length === 0) return true;
  if (positionals.length > 1 || positionals[0] === '-') return false;
  try {
    return findProject(cwd).dist === resolve(cwd, positionals[0] ?? '');
  } catch {
    return false;
  }
}

export async function ownDist(project: Project, args: Arguments): Promise<Input | Finding[]> {
  const [{ whileChecked }, { knownEnvironment }] = await Promise.all([
    import('../load-fleet.js'),
    import('../../service/known-environment.js'),
  ]);
  const made = await whileChecked(project, (fleet) => inputOf(project, fleet, knownEnvironment, args));
  return 'value' in made ? made.value : made.findings.map((finding) => relativeFinding(project.root, finding));
}

/** The project's output, and what its fleet says of each cluster. */
function inputOf(project: Project, fleet: Fleet, known: typeof knownEnvironment, args: Arguments): Input {
  const environments = new Map(Object.keys(fleet.environments).map((name) => [name, known(fleet, name)]));
  const output = relativeFile(project.root, project.dist);
  const intent = openIntent(project.dist);
  const found = readFiles([project.dist], project.root);
  return {
    root: project.root,
    files: found.files,
    settings: fleet.checks ?? {},
    findings: [...(intent ? [relativeFinding(project.root, intent)] : []), ...found.findings],
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

export function given(args: Arguments, terminal: Terminal): Input {
  const root = terminal.cwd;
  const paths = args.positionals.length > 0 ? args.positionals : ['dist'];
  for (const path of paths) if (path !== '-' && !existsSync(resolve(root, path))) throw missing(path);
  const onDisk = readFiles(
    paths.filter((path) => path !== '-').map((path) => resolve(root, path)),
    root,
  );
  const piped = paths.includes('-') ? [{ file: STDIN, path: STDIN, text: readFileSync(0, 'utf8') }] : [];
  const facts = withVersion({ today: today(), ...factsFile(args.value('facts'), root) }, args);
  return { root, files: [...onDisk.files, ...piped], findings: onDisk.findings, ofSet: () => ({ facts }) };
}

function relativeSuppression(root: string, one: Suppression): Suppression {
  return { ...one, ...(one.at && { at: relativePlace(root, one.at) }) };
}

function withVersion(facts: Facts, args: Arguments): Facts {
  const kubernetes = args.value('kubernetes');
  return kubernetes === undefined ? facts : { ...facts, kubernetes };
}

/** @throws Failure for a file that is no facts file */
function factsFile(file: string | undefined, root: string): Facts {
  if (file === undefined) return {};
  if (!existsSync(resolve(root, file))) throw missing(file);
  const { documents, findings } = readYaml(readFileSync(resolve(root, file), 'utf8'), file);
  if (findings.length > 0) throw new Failure(...findings);
  const parsed = parseFacts(documents[0]?.value);
  if ('facts' in parsed) return parsed.facts;
  const [first, ...rest] = parsed.problems.map((message): Finding => {
    const fix = 'Compare with what "eco facts ENV" writes.';
    return {
      rule: 'facts-file',
      severity: 'error',
      message,
      at: { file, line: 1, column: 1 },
      why: 'Rules would rest on facts that are none.',
      fix,
    };
  });
  throw new Failure(...(first ? [first, ...rest] : []));
}

export function missing(path: string): Failure {
  return new Failure({
    rule: 'path',
    severity: 'error',
    message: `there is no "${path}"`,
    why: 'Nothing was checked.',
    fix: 'Give a file or folder that is there, or "-" for standard input.',
  });
}
