import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hasErrors } from '../../diagnostic/diagnostic.js';
import type { Fleet } from '../../service/fleet.js';
import type { Comparison } from '../../synth/commit/commit.js';
import type { Difference } from '../../synth/commit/plan.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { withUnlisted } from '../compile/unlisted.js';
import { Failure } from '../failure.js';
import { beginFleet, chosenEnvironments, chosenServices, outcomeOf } from '../load/load-fleet.js';
import { findProject, type Project, relativeFile, relativeFinding } from '../project.js';
import { ruleStatus } from '../status-line.js';
import { changeList, differs, staleText } from '../synth/changes.js';
import { scopeOf } from '../synth/scope.js';
import type { CheckedFleet } from '../synth/synthesis.js';

export const synth: Command = {
  description: `
    Type-checks the fleet, synthesizes every environment, runs every check, and puts the manifests into dist/: all of
    them, or, when anything is wrong, none. Files whose bytes stay the same are not touched.

    Run by "cdk8s synth" it does the same. With "cdk8s synth -o FOLDER" or "--stdout" the manifests go there alone and
    dist/ stays as it is.`,
  options: {
    env: { type: 'string', value: 'ENV', multiple: true, help: 'this environment only; may be repeated' },
    service: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'write the files of this service only, and look at all; may be repeated',
    },
    watch: { type: 'boolean', help: 'stay: after each save show what it does, and write once it is checked' },
    check: { type: 'boolean', help: 'write nothing; exit 1 when dist/ is not what the sources give' },
    json: { type: 'boolean', help: 'findings as JSON on standard output' },
  },
  examples: [
    ['eco synth', 'everything'],
    ['eco synth --env dev --service cart', 'the files of one service in one environment'],
    ['eco synth --watch', 'beside an editor: what each save does, within a blink'],
    ['eco synth --check', 'in CI: is dist/ up to date?'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.flag('watch')) return (await import('../watch/watch.js')).watchFleet(withoutOthers(args), terminal);
  const project = findProject(terminal.cwd);
  // The compiler runs in a process of its own: the libraries load meanwhile, and it looks at types while the fleet runs.
  const beginning = beginFleet(project, { emission: terminal.emission });
  beginning.catch(() => {});
  const [{ checkFleet, elsewhere, synthesizeEnvironment, withLeaving }, { commit, compare, recover }] =
    await Promise.all([import('../synth/synthesis.js'), import('../../synth/commit/commit.js')]);
  // What a killed run began is completed before anything else, also when this run will find mistakes.
  const recovery = args.flag('check') ? { findings: [] } : recover(project.dist);
  const begun = await beginning;
  if (recovery.findings.length > 0) return report({ ...nothing, findings: recovery.findings }, args, terminal, project);
  const work = () => {
    const fleet = begun.fleet();
    const environments = chosenEnvironments(fleet, args.values('env'));
    const services = chosenServices(fleet, args.values('service'));
    const made = environments.map((name) => {
      terminal.status?.(`making the manifests of ${name}`);
      return synthesizeEnvironment(project, fleet, name);
    });
    const scope = scopeOf(args, environments, services);
    const result = checkFleet(project, fleet, made, ruleStatus(terminal));
    // One service is written, and all are looked at; of one environment nobody asks about the others.
    const whole = args.values('env').length === 0;
    const left = withLeaving(project, fleet, result, whole);
    const findings = withUnlisted(project, left.findings, begun.unlisted);
    return { fleet, scope, result: { ...left, findings } };
  };
  const made = outcomeOf(work);
  const typeErrors = await begun.checked();
  if (typeErrors.length > 0) {
    const rest = outcomeOf(() => elsewhere(project, begun.fleet(), typeErrors));
    const findings = 'value' in rest ? [...typeErrors, ...rest.value] : typeErrors;
    return report({ ...nothing, findings }, args, terminal, project);
  }
  if ('thrown' in made) throw made.thrown;
  const { fleet, scope, result } = made.value;
  if (hasErrors(result.findings)) return report(result, args, terminal, project);

  const files = scope ? new Map([...result.files].filter(([path]) => scope(path))) : result.files;
  terminal.status?.('comparing with dist');
  const outcome = put(project, files, terminal, (target) =>
    args.flag('check') ? compare(target, files, scope && { scope }) : commit(target, files, scope && { scope }),
  );
  const code = await report(
    { ...result, findings: [...result.findings, ...outcome.findings] },
    args,
    terminal,
    project,
  );
  if (code !== 0) return code;
  const workflows = scope || outcome.folder !== project.dist ? undefined : await pipeline(project, fleet, args);
  const folders = [
    { folder: relativeFile(project.root, outcome.folder), difference: outcome },
    ...(workflows && differs(workflows) ? [{ folder: '.github/workflows', difference: workflows }] : []),
  ];
  const stale = args.flag('check') ? folders.filter(({ difference }) => differs(difference)) : [];
  if (!args.flag('json')) {
    terminal.out(folders.map(({ difference, folder }) => changeList(difference, folder)).join(''));
    if (stale.length > 0) terminal.err(staleText(stale.map(({ folder }) => folder)));
  }
  return stale.length > 0 ? 1 : 0;
}

/** @throws Failure for options that mean nothing while watching */
function withoutOthers(args: Arguments): Arguments {
  const other = ['check', 'json'].find((name) => args.flag(name));
  if (other === undefined) return args;
  throw new Failure({
    rule: 'options',
    severity: 'error',
    message: `--watch and --${other} do not go together`,
    why: 'Watching writes dist/ and talks to a reader; it has no end that a script could wait for.',
    fix: `eco synth --${other}`,
  });
}

/** The workflows of the fleet, put in place after its manifests; nothing refers from one to the other. */
async function pipeline(project: Project, fleet: Fleet, args: Arguments): Promise<Difference> {
  const [{ fleetWorkflows }, { putWorkflows, workflowChanges }] = await Promise.all([
    import('../../service/workflows.js'),
    import('../synth/workflow-files.js'),
  ]);
  const files = fleetWorkflows(fleet);
  return args.flag('check') ? workflowChanges(project, files) : putWorkflows(project, files);
}

const nothing: CheckedFleet = { environments: [], files: new Map(), findings: [], unchecked: [], rules: 0 };

interface Outcome extends Comparison {
  readonly folder: string;
}

/** Where the manifests go: into dist/, or, under `cdk8s synth -o` and `--stdout`, to the folder that it names. */
function put(
  project: Project,
  files: ReadonlyMap<string, string>,
  terminal: Terminal,
  write: (target: string) => Comparison,
): Outcome {
  const asked = terminal.env.CDK8S_OUTDIR;
  const outdir = asked === undefined ? undefined : resolve(terminal.cwd, asked);
  if (outdir !== undefined) writeAll(outdir, files);
  if (outdir !== undefined && outdir !== project.scratch)
    return { folder: outdir, added: [], changed: [], removed: [], findings: [] };
  return { ...write(project.dist), folder: project.dist };
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

async function report(result: CheckedFleet, args: Arguments, terminal: Terminal, project: Project): Promise<ExitCode> {
  const { files, unchecked, rules } = result;
  const findings = result.findings.map((finding) => relativeFinding(project.root, finding));
  if (args.flag('json')) {
    const { findingsJson } = await import('../../diagnostic/json.js');
    terminal.out(findingsJson(findings, { files: files.size, objects: files.size, rules }, unchecked));
  } else if (findings.length > 0 || unchecked.length > 0) {
    const prefix = relativeFile(project.root, project.dist);
    const unwritten = new Map([...files].map(([path, text]) => [`${prefix}/${path}`, text]));
    const { printFindings, printSummary } = await import('../print.js');
    printFindings(findings, terminal, project.root, unwritten);
    printSummary(findings, unchecked, files.size, terminal);
  }
  return hasErrors(findings) ? 1 : 0;
}
