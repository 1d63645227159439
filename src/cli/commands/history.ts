import type { ImageChange } from '../../images/history.js';
import { takenBack } from '../../images/previous.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { refuseUnknown } from '../images/change.js';
import { environmentHere, pastOf } from '../images/past.js';
import { view } from '../images/write.js';
import { soundFleet } from '../load/sound-fleet.js';
import { findProject } from '../project.js';

export const history: Command = {
  positionals: 'SERVICE',
  maxPositionals: 1,
  description: `
    Lists the images that a service had in an environment, newest first, from Git's history of the images file: what the
    branch that is checked out had, one after the other. Of a merge it shows what the branch got by it. An image that
    was taken back later is marked: "eco rollback" passes over it.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; that of the branch which is checked out when absent' },
    limit: { type: 'string', value: 'N', help: 'at most so many; default 20' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  examples: [['eco history cart --env prod', 'what ran in prod, and since when']],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [service] = args.positionals;
  const limit = Number(args.value('limit') ?? 20);
  if (service === undefined || !Number.isInteger(limit) || limit < 1) {
    terminal.err(service === undefined ? 'eco: which service?\n' : 'eco: --limit is a whole number from 1\n');
    return 2;
  }
  const project = findProject(terminal.cwd);
  const fleet = await soundFleet(project, terminal);
  if (!fleet) return 1;
  const environment = environmentHere(project, fleet, args.value('env'));
  refuseUnknown(fleet, environment, [service]);
  const past = pastOf(project, view(project, fleet), environment, service);
  const back = takenBack(past.changes);
  const shown = past.changes.slice(0, limit);
  if (args.flag('json')) {
    const images = shown.map((change) => ({ ...change, takenBack: back.has(change) }));
    terminal.out(`${JSON.stringify({ environment, service, images, complete: past.complete }, undefined, 2)}\n`);
    return 0;
  }
  terminal.out(`${environment}/${service}\n${table(shown, back, service)}`);
  const older = past.changes.length - shown.length;
  if (older > 0) terminal.out(`  … and ${older} older: --limit ${past.changes.length}\n`);
  if (!past.complete) terminal.out('  … what is older is not in this clone, which is shallow: git fetch --unshallow\n');
  return 0;
}

function table(changes: readonly ImageChange[], back: ReadonlySet<ImageChange>, service: string): string {
  const rows = changes.map((change) => {
    const { commit, date, author, subject, pin } = change;
    const renamed = change.service === service ? '' : ` (as ${change.service})`;
    const image = pin ? `${pin.tag}${pin.digest ? `@${pin.digest.slice(0, 15)}…` : ''}${renamed}` : '(none)';
    return [
      image,
      date.slice(0, 16).replace('T', ' '),
      commit.slice(0, 7),
      author,
      `${subject}${back.has(change) ? '  [taken back]' : ''}`,
    ];
  });
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
    .concat('\n');
}
