import { parseDuration } from '../../values/duration.js';
import type { Arguments, ExitCode, Option, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { soundFleet } from '../load/sound-fleet.js';
import { findProject } from '../project.js';
import type { Decide, View } from './change.js';
import { reportChange } from './report.js';

/** Options of every command that changes images. */
export const changeOptions = {
  push: {
    type: 'boolean',
    help: 'make a commit of it on the branch that is checked out and push it; again, from its newest commit, whenever somebody was faster',
  },
  wait: { type: 'string', value: 'DURATION', help: 'how long to try to push; default 10m' },
  'dry-run': { type: 'boolean', help: 'show what would change, write nothing' },
  json: { type: 'boolean', help: 'as JSON on standard output' },
} as const satisfies Readonly<Record<string, Option>>;

/** What a command decides, and what it has to say besides. */
export interface Intention {
  readonly decide: Decide;
  /** Asked after the decision. */
  readonly notes?: () => readonly string[];
}

/** Loads the fleet, carries the change out here or on the remote's branch, and prints what was done. */
export async function runChange(
  args: Arguments,
  terminal: Terminal,
  intend: (view: Pick<View, 'fleet'>) => Intention,
): Promise<ExitCode> {
  const patience = patienceOf(args.value('wait') ?? '10m');
  const project = findProject(terminal.cwd);
  const loading = soundFleet(project, terminal);
  loading.catch(() => {});
  const [{ changeHere }, { changeUpstream }] = await Promise.all([import('./write.js'), import('./push.js')]);
  const fleet = await loading;
  if (!fleet) return 1;
  const { decide, notes } = intend({ fleet });
  const dryRun = args.flag('dry-run');
  const outcome =
    args.flag('push') && !dryRun
      ? await changeUpstream(project, fleet, decide, patience)
      : changeHere(project, fleet, decide, dryRun);
  return reportChange(project, outcome, terminal, { json: args.flag('json'), dryRun, notes: notes?.() ?? [] });
}

function patienceOf(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0) return seconds * 1000;
  throw new Failure({
    rule: 'duration',
    severity: 'error',
    message: `--wait "${text}" is no duration`,
    why: 'Nothing was written.',
    fix: 'Whole numbers with a unit: --wait 90s, --wait 10m.',
  });
}
