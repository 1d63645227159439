import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runChecks } from '../../checks/run.js';
import { type Finding, hasErrors, type UncheckedRule } from '../../diagnostic/diagnostic.js';
import { findingsJson } from '../../diagnostic/json.js';
import { isObject } from '../../manifest/access.js';
import type { JsonObject } from '../../manifest/manifest.js';
import { readYaml } from '../../manifest/read-yaml.js';
import { type Comparison, type CommitResult, commit, compare } from '../../synth/commit.js';
import { type Synthesized, synthesize } from '../../synth/synthesize.js';
import { tasksLeftBehind } from '../../synth/transitions.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { chosenEnvironments, chosenServices, loadFleet, loadImages } from '../load-fleet.js';
import { printFindings, printSummary } from '../print.js';
import { findProject, type Project, relativeFile, relativeFinding } from '../project.js';

export const synth: Command = {
  description: `
    Type-checks the fleet, synthesizes every environment, runs every check, and puts the manifests into dist/: all of
    them, or, when anything is wrong, none. Files whose bytes stay the same are not touched.

    Run by "cdk8s synth" it does the same. With "cdk8s synth -o FOLDER" or "--stdout" the manifests go there alone and
    dist/ stays as it is.`,
  options: {
    env: { type: 'string', value: 'ENV', multiple: true, help: 'this environment only; may be repeated' },
    service: { type: 'string', value: 'NAME', multiple: true, help: 'write the files of this service only; may be repeated' },
    check: { type: 'boolean', help: 'write nothing; exit 1 when dist/ is not what the sources give' },
    json: { type: 'boolean', help: 'findings as JSON on standard output' },
  },
  examples: [
    ['eco synth', 'everything'],
    ['eco synth --env dev --service waste-api', 'the files of one service in one environment'],
    ['eco synth --check', 'in CI: is dist/ up to date?'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const loaded = await loadFleet(project);
  if ('findings' in loaded) return report(loaded.findings, [], { files: 0, objects: 0, rules: 0 }, args, terminal, project);

  const { fleet } = loaded;
  const environments = chosenEnvironments(fleet, args.values('env'));
  const services = new Set(chosenServices(fleet, args.values('service')));
  const synthesized = environments.map((environment) => {
    const { images, file, findings } = loadImages(project, fleet, environment);
    const output = relativeFile(project.root, project.dist);
    const result = synthesize(fleet, environment, { images, imagesFile: file, output });
    // What a file lacks that has mistakes of its own says nothing new.
    const rest = findings.length > 0 ? result.findings.filter(({ rule }) => rule !== 'images-file') : result.findings;
    return { ...result, findings: [...findings, ...rest] };
  });
  const checks = synthesized.map(({ set, facts }) => runChecks(set, facts));
  const findings = [
    ...synthesized.flatMap((one) => one.findings),
    ...checks.flatMap((one) => one.findings),
    ...tasksLeftBehind(synthesized.flatMap(({ set }) => set.manifests), (file) => readManifest(project, file)),
  ];
  const unchecked = checks.flatMap((one) => one.unchecked);
  const files = new Map(synthesized.flatMap((one) => [...one.files]));
  const checked = { files: files.size, objects: files.size, rules: checks[0]?.rules ?? 0 };
  if (hasErrors(findings)) return report(findings, unchecked, checked, args, terminal, project, synthesized);

  const scope = scopeOf(args, environments, services);
  const chosen = scope ? new Map([...files].filter(([path]) => scope(path))) : files;
  const outcome = put(project, chosen, scope, args.flag('check'), terminal);
  const code = report([...findings, ...outcome.findings], unchecked, checked, args, terminal, project, synthesized);
  if (code !== 0) return code;
  if (!args.flag('json')) terminal.out(changes(outcome, relativeFile(project.root, outcome.folder)));
  return args.flag('check') && differs(outcome) ? 1 : 0;
}

/** A manifest as it stands on disk; undefined when there is none, or none that can be read. */
function readManifest(project: Project, file: string): JsonObject | undefined {
  const path = join(project.root, file);
  if (!existsSync(path)) return undefined;
  const value = readYaml(readFileSync(path, 'utf8'), file).documents[0]?.value;
  return isObject(value) ? value : undefined;
}

interface Outcome extends Comparison {
  readonly folder: string;
}

/** Where the manifests go: into dist/, or, under `cdk8s synth -o` and `--stdout`, to the folder that it names. */
function put(project: Project, files: ReadonlyMap<string, string>, scope: Scope | undefined, check: boolean, terminal: Terminal): Outcome {
  const asked = terminal.env.CDK8S_OUTDIR;
  const outdir = asked === undefined ? undefined : resolve(terminal.cwd, asked);
  if (outdir !== undefined) writeAll(outdir, files);
  if (outdir !== undefined && outdir !== project.scratch) return { folder: outdir, added: [], changed: [], removed: [], findings: [] };
  const options = scope ? { scope } : {};
  const result: Comparison | CommitResult = check ? compare(project.dist, files, options) : commit(project.dist, files, options);
  return { ...result, folder: project.dist };
}

/** For `cdk8s synth`, which has emptied the folder and looks there for manifests. */
function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

type Scope = (path: string) => boolean;

function scopeOf(args: Arguments, environments: readonly string[], services: ReadonlySet<string>): Scope | undefined {
  if (args.values('env').length === 0 && args.values('service').length === 0) return undefined;
  return (path) => {
    const [environment = '', service = ''] = path.split('/');
    return environments.includes(environment) && (args.values('service').length === 0 || services.has(service));
  };
}

function report(
  findings: readonly Finding[],
  unchecked: readonly UncheckedRule[],
  checked: { readonly files: number; readonly objects: number; readonly rules: number },
  args: Arguments,
  terminal: Terminal,
  project: Project,
  synthesized: readonly Synthesized[] = [],
): ExitCode {
  const relative = findings.map((finding) => relativeFinding(project.root, finding));
  if (args.flag('json')) terminal.out(findingsJson(relative, checked, unchecked));
  else if (relative.length > 0 || unchecked.length > 0) {
    const prefix = relativeFile(project.root, project.dist);
    const unwritten = new Map(synthesized.flatMap(({ files }) => [...files].map(([path, text]) => [`${prefix}/${path}`, text] as const)));
    printFindings(relative, terminal, project.root, unwritten);
    printSummary(relative, unchecked, checked.files, terminal);
  }
  return hasErrors(relative) ? 1 : 0;
}

function differs({ added, changed, removed }: Comparison): boolean {
  return added.length + changed.length + removed.length > 0;
}

/** Most people change one thing: show it. Forty lines would hide it. */
const shown = 20;

function changes(outcome: Outcome, folder: string): string {
  const { added, changed, removed } = outcome;
  const lines = [
    ...added.map((path) => `  + ${path}`),
    ...changed.map((path) => `  ~ ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ];
  const rest = lines.length > shown ? [`  … and ${lines.length - shown} more`] : [];
  const sum = differs(outcome) ? `${added.length} added, ${changed.length} changed, ${removed.length} removed` : 'nothing changed';
  return `${[`${folder}/: ${sum}`, ...lines.slice(0, shown), ...rest].join('\n')}\n`;
}
