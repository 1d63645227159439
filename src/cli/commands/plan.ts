import { hasErrors } from '../../diagnostic/diagnostic.js';
import type { Manifest } from '../../manifest/manifest.js';
import { migrationOf } from '../../order/migration.js';
import { plan as planOf } from '../../order/plan.js';
import type { Synthesized } from '../../synth/synthesize.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { chosenEnvironments, loadFleet } from '../load/load-fleet.js';
import { hanging } from '../plan/hanging.js';
import { environmentsLeaving, leavingSince } from '../plan/leaving.js';
import { leavingText } from '../plan/leaving-text.js';
import { leftEnvironment } from '../plan/left-environment.js';
import { migrationText } from '../plan/migration-text.js';
import { planJson } from '../plan/plan-json.js';
import { pushOf } from '../plan/push.js';
import { pushText } from '../plan/push-text.js';
import { wavesText } from '../plan/waves-text.js';
import { printFindings } from '../print.js';
import { findProject, relativeFinding } from '../project.js';
import { byFolder, unknownService } from '../synth/by-folder.js';
import { synthesizeEnvironment } from '../synth/synthesis.js';

export const plan: Command = {
  positionals: '[SERVICE]',
  maxPositionals: 1,
  description: `
    Prints the order in which Argo CD applies the objects of each Application: wave by wave, and inside a wave by kind.
    Each object is followed by what it needs, and by how its pods are replaced. Where that is of another Application, its
    name stands in brackets: no wave orders the two, pods wait until it is there. What the last commit has and the sources
    no longer give follows at the end: what Argo CD deletes, and what stays behind.

    Waves between Applications order the first install and changes of the Applications themselves. Later updates of
    different Applications run side by side: nothing may rely on their order.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first of the fleet when absent' },
    since: { type: 'string', value: 'REF', help: 'what leaves Git since this commit; the last one when absent' },
    migrate: { type: 'boolean', help: 'the way of SERVICE from a Deployment to a Rollout' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  examples: [
    ['eco plan', 'the Applications themselves, then every service'],
    ['eco plan cart --env dev', 'one service in one environment'],
    ['eco plan cart --migrate', 'what each commit does, how to see that it worked, how to go back'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const loaded = await loadFleet(project);
  const refuse = (findings: Synthesized['findings']): ExitCode => {
    printFindings(
      findings.map((finding) => relativeFinding(project.root, finding)),
      terminal,
      project.root,
    );
    return 1;
  };
  if ('findings' in loaded) return refuse(loaded.findings);
  const left = environmentsLeaving(project, Object.keys(loaded.fleet.environments), args.value('since'));
  const [asked = ''] = args.values('env');
  if (left.includes(asked)) return leftEnvironment(asked, project, args, terminal);
  const [environment = ''] = chosenEnvironments(loaded.fleet, args.values('env'));
  const synthesized = synthesizeEnvironment(project, loaded.fleet, environment);
  if (hasErrors(synthesized.findings)) return refuse(synthesized.findings);

  const applications = byFolder(synthesized);
  const leaving = leavingSince(project, synthesized, args.value('since'));
  const folders = [...new Set([...applications.keys(), ...(leaving?.byFolder.keys() ?? [])])];
  const [wanted] = args.positionals;
  if (wanted !== undefined && !folders.includes(wanted)) throw unknownService(wanted, folders);
  if (args.flag('migrate')) {
    if (wanted === undefined) throw nobody();
    return migrate(wanted, applications.get(wanted) ?? [], environment, args, terminal);
  }
  const built = new Set(loaded.fleet.definitions.filter(({ kind }) => kind !== 'store').map(({ name }) => name));
  const plans = folders
    .filter((name) => wanted === undefined || name === wanted)
    .map((name) => {
      const members = applications.get(name);
      const plan = planOf(members ?? [], synthesized.set);
      const push = members && built.has(name) ? pushOf(loaded.fleet, environment, plan, synthesized.set) : undefined;
      return { name, plan, push, leaving: leaving?.byFolder.get(name) ?? [] };
    });
  if (args.flag('json')) {
    const json = plans.map((one) => planJson(one, synthesized.set));
    terminal.out(`${JSON.stringify(json, undefined, 2)}\n`);
    return 0;
  }
  const { width } = terminal;
  const texts = plans.map((one) => [
    `${environment}/${one.name}`,
    ...(one.push ? pushText(one.push, width) : []),
    ...wavesText(one.name, one.plan, synthesized.set, width),
    ...leavingText(one.leaving, leaving?.since ?? '', width),
  ]);
  const others = asked === '' && wanted === undefined ? left : [];
  const notes = others.map((name) =>
    hanging(`${name} leaves the fleet: eco plan --env ${name} says what stays`, 0, width),
  );
  terminal.out(`${[...texts, ...notes].map((lines) => lines.join('\n')).join('\n\n')}\n`);
  return 0;
}

function migrate(
  name: string,
  members: readonly Manifest[],
  environment: string,
  args: Arguments,
  terminal: Terminal,
): ExitCode {
  const state = migrationOf(members);
  if (!state) {
    throw new Failure({
      rule: 'migration',
      severity: 'error',
      message: `"${name}" has no Deployment to lead to a Rollout`,
      why: 'Pods that own volumes stay with their StatefulSet: a canary would need the volume of the pod that it stands beside.',
      fix: 'Nothing: statefulUpdate() is its way.',
    });
  }
  if (args.flag('json')) terminal.out(`${JSON.stringify(state, undefined, 2)}\n`);
  else terminal.out(`${[`${environment}/${name}`, ...migrationText(state, terminal.width)].join('\n')}\n`);
  return 0;
}

function nobody(): Failure {
  return new Failure({
    rule: 'migration',
    severity: 'error',
    message: '--migrate is about one service, and none is named',
    why: 'There is nothing to plan.',
    fix: 'eco plan NAME --migrate',
  });
}
