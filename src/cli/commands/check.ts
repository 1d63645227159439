import { formatOf } from '../check/format.js';
import { isOwn } from '../check/input.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { beginFleet } from '../load/load-fleet.js';
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
  if (args.flag('overrides')) {
    const { listOverrides } = await import('../check/overrides.js');
    return listOverrides(findProject(terminal.cwd), args, terminal);
  }
  const format = formatOf(args);
  if (!isOwn(args, terminal)) return (await import('../check/check-given.js')).checkGiven(format, args, terminal);
  if (args.flag('fix')) throw generated();
  const project = findProject(terminal.cwd);
  // The compiler works in a process of its own: rules and files are read meanwhile.
  const beginning = beginFleet(project, { emission: terminal.emission });
  beginning.catch(() => {});
  return (await import('../check/check-own.js')).checkOwn(project, beginning, format, args, terminal);
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
