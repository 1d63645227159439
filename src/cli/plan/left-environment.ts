import { ManifestSet } from '../../manifest/manifest-set.js';
import { plan as planOf } from '../../order/plan.js';
import type { Arguments, ExitCode, Terminal } from '../command.js';
import type { Project } from '../project.js';
import { unknownService } from '../synth/by-folder.js';
import { hanging } from './hanging.js';
import { leavingSince } from './leaving.js';
import { leavingText } from './leaving-text.js';
import { planJson } from './plan-json.js';

/** The plan of an environment that the fleet has not any more: what stays in its cluster, by Application. */
export function leftEnvironment(
  environment: string,
  project: Project,
  args: Arguments,
  { out, width }: Terminal,
): ExitCode {
  const set = new ManifestSet(environment, []);
  const leaving = leavingSince(project, { environment, set, files: new Map() }, args.value('since'));
  const all = [...(leaving?.byFolder ?? [])];
  const [wanted] = args.positionals;
  const shown = all.filter(([name]) => wanted === undefined || name === wanted);
  if (wanted !== undefined && shown.length === 0)
    throw unknownService(
      wanted,
      all.map(([name]) => name),
    );
  if (args.flag('json')) {
    const json = shown.map(([name, left]) =>
      planJson({ name, plan: planOf([], set), push: undefined, leaving: left }, set),
    );
    out(`${JSON.stringify(json, undefined, 2)}\n`);
    return 0;
  }
  const head = [
    ...hanging(`${environment} leaves the fleet`, 0, width),
    ...hanging(
      'Argo CD finds no folder of it any more: it deletes nothing and keeps nothing up. Whoever shuts it down deletes its cluster, or what is to go there.',
      2,
      width,
    ),
  ];
  const texts = shown.map(([name, left]) => [
    `${environment}/${name}`,
    ...leavingText(left, leaving?.since ?? '', width),
  ]);
  out(`${[head, ...texts].map((lines) => lines.join('\n')).join('\n\n')}\n`);
  return 0;
}
