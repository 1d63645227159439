import type { Compared } from '../../checks/baseline.js';
import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import { againstBaseline, writeBaseline } from '../check/baseline.js';
import { checkInput } from '../check/check-input.js';
import { given, isOwn, ownDist } from '../check/input.js';
import { mend } from '../check/mend.js';
import { listOverrides } from '../check/overrides.js';
import { type Format, formatOf, type Outcome, printOutcome } from '../check/report.js';
import { checkSettings } from '../check/settings.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { findProject } from '../project.js';

export const check: Command = {
  positionals: '[PATH…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  description: `
    Runs every check. Without a path: on this project's dist/, with what the fleet says of its clusters. With paths: on
    any YAML or JSON, folders, files or "-" for standard input, whoever wrote it.

    What belongs to one environment is checked together, as one cluster receives it: the paths of files say which. A
    rule that lacks facts says so. A finding that is acceptable is accepted where it is: with the annotation
    eco-check/RULE on the object and the reason as its value, which may end in "until 2027-03-31".

    The settings file eco-check.yaml says which rules run: "rules: {RULE: off}", or on, error, warning; and which files
    belong to which set: "sets: {GLOB: NAME}".`,
  options: {
    facts: { type: 'string', value: 'FILE', help: 'what is known of the cluster, as "eco facts" writes it' },
    kubernetes: { type: 'string', value: 'VERSION', help: 'minor version of the API server, such as 1.28' },
    set: {
      type: 'string',
      value: 'GLOB=NAME',
      multiple: true,
      help: 'files that belong to one set, where paths do not say so',
    },
    rule: { type: 'string', value: 'ID', multiple: true, help: 'this rule only; may be repeated' },
    settings: { type: 'string', value: 'FILE', help: 'instead of eco-check.yaml' },
    baseline: { type: 'string', value: 'FILE', help: 'accept what it lists, report only what is new' },
    'write-baseline': { type: 'boolean', help: "write today's findings to the baseline file" },
    fix: { type: 'boolean', help: 'mend what can be mended without a decision, then check again' },
    overrides: { type: 'boolean', help: "list what the fleet's services set past the constructs; check nothing" },
    all: { type: 'boolean', help: 'each finding at full length, not each cause once' },
    format: { type: 'string', value: 'FORMAT', help: 'text, json, sarif, github (annotations) or junit' },
    json: { type: 'boolean', help: 'the same as --format json' },
  },
  examples: [
    ['eco check', "this project's dist/"],
    ['eco check k8s/ --facts prod.facts.yaml', 'YAML that this project did not write'],
    ['kubectl kustomize . | eco check -', 'what another tool prints'],
    ['eco check --rule node-capacity', 'one rule'],
    ['eco check k8s/ --baseline baseline.yaml', 'only what is new'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.flag('overrides')) return listOverrides(findProject(terminal.cwd), args, terminal);
  const format = formatOf(args);
  const own = isOwn(args, terminal);
  if (own && args.flag('fix')) throw generated();
  const read = () => (own ? ownDist(findProject(terminal.cwd), args) : given(args, terminal));
  const input = await read();
  if (Array.isArray(input)) {
    printOutcome(withoutInput(input, terminal), format, args, terminal);
    return hasErrors(input) ? 1 : 0;
  }
  const settings = checkSettings(args, input.root);
  const first = checkInput(input, settings, terminal);
  if (!args.flag('fix')) return conclude(first, format, args, terminal);
  const { edits, files } = mend(first.findings, input.files, input.root);
  terminal.err(`mended ${count(edits, 'place')} in ${count(files.length, 'file')}\n`);
  const again = edits > 0 ? await read() : input;
  return conclude(Array.isArray(again) ? first : checkInput(again, settings, terminal), format, args, terminal);
}

/** Compares with the baseline, prints, and says how it went. */
function conclude(outcome: Outcome, format: Format, args: Arguments, terminal: Terminal): ExitCode {
  const { checked, sources, findings, root } = outcome;
  if (checked.objects === 0 && sources === 0 && findings.length === 0) {
    if (format !== 'text') printOutcome(outcome, format, args, terminal);
    terminal.err(nothingFound(outcome));
    return 2;
  }
  const file = args.value('baseline');
  if (args.flag('write-baseline')) {
    if (file === undefined) throw baselineUnnamed();
    writeBaseline(file, root, findings);
    terminal.err(`${file} accepts ${count(findings.length, 'finding')}\n`);
    return 0;
  }
  const left = file === undefined ? outcome : fresh(outcome, againstBaseline(file, root, findings), file);
  printOutcome(left, format, args, terminal);
  return hasErrors(left.findings) ? 1 : 0;
}

function nothingFound({ files }: Outcome): string {
  const names = files.flatMap(({ file, text }) => (text === undefined ? [] : [file]));
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const where = names.length > 0 ? ` in ${names.slice(0, 3).join(', ')}${rest}` : '';
  const needs = names.length > 0 ? 'An object has an apiVersion, a kind and a metadata.name.\n' : '';
  return `eco: no Kubernetes object was found${where}, so nothing was checked\n${needs}`;
}

function fresh(outcome: Outcome, { fresh: findings, accepted, mended }: Compared, file: string): Outcome {
  const stale = `${count(mended, 'finding')} of it ${mended === 1 ? 'is' : 'are'} there no more: write it anew`;
  const notes = [`${file} accepts ${count(accepted, 'finding')}${mended > 0 ? `; ${stale}` : ''}`];
  return { ...outcome, findings, notes };
}

function withoutInput(findings: readonly Finding[], { cwd }: Terminal): Outcome {
  const checked = { files: 0, objects: 0, rules: 0 };
  return { findings, unchecked: [], checked, root: cwd, files: [], sources: 0 };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function generated(): Failure {
  return new Failure({
    rule: 'fix',
    severity: 'error',
    message: 'dist/ is generated: what is mended there, the next synthesis writes again',
    why: 'Nothing was changed.',
    fix: 'Mend the TypeScript that the findings name.',
  });
}

function baselineUnnamed(): Failure {
  return new Failure({
    rule: 'baseline',
    severity: 'error',
    message: '--write-baseline does not know which file',
    why: 'Nothing was written.',
    fix: 'Name it: --baseline baseline.yaml --write-baseline',
  });
}
