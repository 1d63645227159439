import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runChecks, runSourceChecks } from '../../checks/run.js';
import type { Suppression } from '../../checks/suppress.js';
import type { Facts } from '../../cluster/facts.js';
import { parseFacts } from '../../cluster/facts-file.js';
import { type Finding, hasErrors, type UncheckedRule } from '../../diagnostic/diagnostic.js';
import { findingsJson } from '../../diagnostic/json.js';
import { sortUnchecked } from '../../diagnostic/order.js';
import { readFiles } from '../../manifest/read-files.js';
import { readYaml } from '../../manifest/read-yaml.js';
import { type FoundFile, partFiles } from '../../manifest/sets.js';
import { openIntent } from '../../synth/commit.js';
import { suppressionsOf } from '../../synth/suppressions.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { printFindings, printSummary } from '../print.js';
import { findProject, type Project, relativeFile, relativeFinding, relativePlace } from '../project.js';
import { today } from '../today.js';

export const check: Command = {
  positionals: '[PATH…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  description: `
    Runs every check. Without a path: on this project's dist/, with what the fleet says of its clusters. With paths: on
    any YAML or JSON, folders, files or "-" for standard input, whoever wrote it.

    What belongs to one environment is checked together, as one cluster receives it. A rule that lacks facts says so.`,
  options: {
    facts: { type: 'string', value: 'FILE', help: 'what is known of the cluster, as "eco facts" writes it' },
    kubernetes: { type: 'string', value: 'VERSION', help: 'minor version of the API server, such as 1.28' },
    json: { type: 'boolean', help: 'findings as JSON on standard output' },
  },
  examples: [
    ['eco check', "this project's dist/"],
    ['eco check k8s/ --facts prod.facts.yaml', 'YAML that this project did not write'],
    ['kubectl kustomize . | eco check -', 'what another tool prints'],
  ],
  run,
};

/** What is checked: files, and what is known of each set's cluster. */
interface Input {
  readonly root: string;
  readonly files: readonly FoundFile[];
  readonly findings: readonly Finding[];
  readonly factsOf: (set: string) => Facts;
  readonly suppressionsOf?: (set: string) => readonly Suppression[];
}

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const input = await (isOwn(args, terminal) ? ownDist(findProject(terminal.cwd), args) : given(args, terminal));
  if (Array.isArray(input))
    return print(input, [], { files: 0, objects: 0, rules: 0 }, args, terminal, terminal.cwd, []);
  const parted = partFiles(input.files);
  const checks = parted.sets.map((set) =>
    runChecks(set, input.factsOf(set.name), { suppressions: input.suppressionsOf?.(set.name) ?? [] }),
  );
  const findings = [
    ...input.findings,
    ...parted.findings,
    ...checks.flatMap((one) => one.findings),
    ...runSourceChecks(parted.sources),
  ];
  const objects = new Set(parted.sets.flatMap(({ manifests }) => manifests)).size;
  const checked = {
    files: input.files.filter(({ text }) => text !== undefined).length,
    objects,
    rules: checks[0]?.rules ?? 0,
  };
  const unchecked = sortUnchecked(checks.flatMap((one) => one.unchecked));
  const nothing = objects === 0 && parted.sources.all.length === 0;
  return print(findings, unchecked, checked, args, terminal, input.root, input.files, nothing);
}

/** Whether the project's own output is meant: no path, or its `dist`, and no other facts than the fleet's. */
function isOwn({ positionals, value }: Arguments, { cwd }: Terminal): boolean {
  if (value('facts') !== undefined) return false;
  if (positionals.length === 0) return true;
  if (positionals.length > 1 || positionals[0] === '-') return false;
  try {
    return findProject(cwd).dist === resolve(cwd, positionals[0] ?? '');
  } catch {
    return false;
  }
}

async function ownDist(project: Project, args: Arguments): Promise<Input | Finding[]> {
  const { loadFleet } = await import('../load-fleet.js');
  const loaded = await loadFleet(project);
  if ('findings' in loaded) return loaded.findings.map((finding) => relativeFinding(project.root, finding));
  const { compose } = await import('../../service/compose.js');
  const compositions = new Map(
    Object.keys(loaded.fleet.environments).map((name) => [name, compose(loaded.fleet, name, new Map())]),
  );
  const output = relativeFile(project.root, project.dist);
  const intent = openIntent(project.dist);
  const found = readFiles([project.dist], project.root);
  return {
    root: project.root,
    files: found.files,
    findings: [...(intent ? [relativeFinding(project.root, intent)] : []), ...found.findings],
    factsOf: (set) => withVersion({ ...compositions.get(set)?.facts, today: today() }, args),
    suppressionsOf: (set) => {
      const composition = compositions.get(set);
      return composition
        ? suppressionsOf(composition, set, output).map((one) => relativeSuppression(project.root, one))
        : [];
    },
  };
}

async function given(args: Arguments, terminal: Terminal): Promise<Input> {
  const root = terminal.cwd;
  const paths = args.positionals.length > 0 ? args.positionals : ['dist'];
  for (const path of paths) if (path !== '-' && !existsSync(resolve(root, path))) throw missing(path);
  const onDisk = readFiles(
    paths.filter((path) => path !== '-').map((path) => resolve(root, path)),
    root,
  );
  const piped = paths.includes('-') ? [{ file: '<stdin>', path: '<stdin>', text: readFileSync(0, 'utf8') }] : [];
  const facts = withVersion({ today: today(), ...factsFile(args.value('facts'), root) }, args);
  return { root, files: [...onDisk.files, ...piped], findings: onDisk.findings, factsOf: () => facts };
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

function missing(path: string): Failure {
  return new Failure({
    rule: 'path',
    severity: 'error',
    message: `there is no "${path}"`,
    why: 'Nothing was checked.',
    fix: 'Give a file or folder that is there, or "-" for standard input.',
  });
}

function print(
  findings: readonly Finding[],
  unchecked: readonly UncheckedRule[],
  checked: { readonly files: number; readonly objects: number; readonly rules: number },
  args: Arguments,
  terminal: Terminal,
  root: string,
  files: readonly FoundFile[],
  nothing = false,
): ExitCode {
  const relative = findings.map((finding) => relativeFinding(root, finding));
  if (nothing && relative.length === 0) {
    if (args.flag('json')) terminal.out(findingsJson([], checked, unchecked));
    terminal.err('eco: no Kubernetes object was found, so nothing was checked\n');
    return 2;
  }
  if (args.flag('json')) terminal.out(findingsJson(relative, checked, unchecked));
  else {
    const piped = new Map(
      files.flatMap(({ file, text }) => (file === '<stdin>' && text !== undefined ? [[file, text] as const] : [])),
    );
    printFindings(relative, terminal, root, piped);
    printSummary(relative, unchecked, checked.files, terminal);
  }
  return hasErrors(relative) ? 1 : 0;
}
