import { hasErrors } from '../../diagnostic/diagnostic.js';
import { wrap } from '../../diagnostic/visible.js';
import { describeRef, formatPath, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { migrationOf } from '../../order/migration.js';
import { type Plan, plan as planOf, replacement } from '../../order/plan.js';
import { timelinesOf } from '../../order/timeline.js';
import { argocdFolder } from '../../service/evaluate.js';
import type { Synthesized } from '../../synth/synthesize.js';
import { byFolder, unknownService } from '../by-folder.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { chosenEnvironments, loadFleet } from '../load-fleet.js';
import { migrationText } from '../migration-text.js';
import { printFindings } from '../print.js';
import { findProject, relativeFinding } from '../project.js';
import { synthesizeEnvironment } from '../synthesis.js';
import { timelineText } from '../timeline-text.js';

export const plan: Command = {
  positionals: '[SERVICE]',
  maxPositionals: 1,
  description: `
    Prints the order in which Argo CD applies the objects of each Application: wave by wave, and inside a wave by kind.
    Each object is followed by what it needs, and by how its pods are replaced.

    Waves between Applications order the first install and changes of the Applications themselves. Later updates of
    different Applications run side by side: nothing may rely on their order.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first of the fleet when absent' },
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
  const [environment = ''] = chosenEnvironments(loaded.fleet, args.values('env'));
  const synthesized = synthesizeEnvironment(project, loaded.fleet, environment);
  if (hasErrors(synthesized.findings)) return refuse(synthesized.findings);

  const applications = byFolder(synthesized);
  const [wanted] = args.positionals;
  if (wanted !== undefined && !applications.has(wanted)) throw unknownService(wanted, [...applications.keys()]);
  if (args.flag('migrate')) {
    if (wanted === undefined) throw nobody();
    return migrate(wanted, applications.get(wanted) ?? [], environment, args, terminal);
  }
  const chosen = [...applications].filter(([name]) => wanted === undefined || name === wanted);
  const plans = chosen.map(([name, members]) => ({ name, plan: planOf(members, synthesized.set) }));
  if (args.flag('json'))
    terminal.out(
      `${JSON.stringify(
        plans.map((one) => asJson(one, synthesized.set)),
        undefined,
        2,
      )}\n`,
    );
  else
    terminal.out(
      plans.map(({ name, plan }) => describe(environment, name, plan, synthesized.set, terminal.width)).join('\n'),
    );
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

function describe(environment: string, name: string, { waves }: Plan, set: ManifestSet, width: number): string {
  const lines = [`${environment}/${name}`];
  if (name === argocdFolder) {
    lines.push(
      ...wrap(
        'These waves order the first install and changes of the Applications themselves, nothing later.',
        width - 2,
      ).map((line) => `  ${line}`),
    );
  }
  for (const { wave, objects } of waves) {
    const gate = waves.length > 1 && wave > (waves[0]?.wave ?? 0) ? ' (begins when the wave before is healthy)' : '';
    lines.push(`  wave ${wave}${gate}`);
    for (const { manifest, needs, placed } of objects) {
      lines.push(`    ${describeRef(manifest.ref)}`);
      for (const { on, path, by } of needs) {
        const how = by === 'wave' ? 'waits for' : 'needs';
        lines.push(
          ...wrap(`${how} ${describeRef(on.ref)}: ${formatPath(path)}`, width - 8).map(
            (line, i) => `      ${i ? '  ' : ''}${line}`,
          ),
        );
      }
      if (placed)
        lines.push(
          ...wrap('its annotation puts it here, after all that it stands on', width - 8).map((line) => `      ${line}`),
        );
      const replaced = replacement(manifest);
      if (replaced) lines.push(...wrap(replaced, width - 8).map((line, i) => `      ${i ? '  ' : ''}${line}`));
      for (const timeline of timelinesOf(manifest, set)) lines.push(...indented(timelineText(timeline), width));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Sentences are broken where the line ends; a table is not. */
function indented(text: readonly string[], width: number): string[] {
  return text.flatMap((line) =>
    / {2}/.test(line)
      ? [`        ${line}`]
      : wrap(line, width - 10).map((part, i) => `      ${i ? '    ' : '  '}${part}`),
  );
}

function asJson({ name, plan }: { readonly name: string; readonly plan: Plan }, set: ManifestSet) {
  return {
    application: name,
    waves: plan.waves.map(({ wave, objects }) => ({
      wave,
      objects: objects.map(({ manifest, needs, placed }) => ({
        object: manifest.ref,
        placed,
        needs: needs.map(({ on, path, by }) => ({ object: on.ref, field: formatPath(path), by })),
        replacement: replacement(manifest),
        timelines: timelinesOf(manifest, set),
      })),
    })),
  };
}
