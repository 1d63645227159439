import { formatPin } from '../../images/image-pin.js';
import { openRepository } from '../../images/repository.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { refuseUnknown } from '../images/change.js';
import { earlierElsewhere, environmentHere, pastOf } from '../images/past.js';
import { rollbackNotes } from '../images/rollback-notes.js';
import { namedTarget, presentSince, stepsBack } from '../images/rollback-target.js';
import { changeOptions, runChange } from '../images/run.js';
import { findProject } from '../project.js';

export const rollback: Command = {
  positionals: 'SERVICE',
  maxPositionals: 1,
  description: `
    Brings the previous image of a service back, from Git's history of the images file, and synthesizes. Other services
    keep what they have, also where that changed later. Images that were taken back before are passed over, so a second
    rollback goes further back and not forth again.

    Only the image goes back: configuration and definitions stay as the sources say, and so do data.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; that of the branch which is checked out when absent' },
    to: { type: 'string', value: 'TAG|REV', help: 'an image it had, by its tag; or what it had at a revision of Git' },
    steps: { type: 'string', value: 'N', help: 'how many images to go back; default 1' },
    ...changeOptions,
  },
  examples: [
    ['eco rollback cart --env prod --push', 'the image before, at once'],
    ['eco rollback cart --to 1f3c9a2 --dry-run', 'what that would change'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [service] = args.positionals;
  const steps = stepsOf(args);
  if (service === undefined) {
    terminal.err('eco: which service?\nWrite: eco rollback cart\n');
    return 2;
  }
  const project = findProject(terminal.cwd);
  return runChange(args, terminal, ({ fleet }) => {
    const environment = environmentHere(project, fleet, args.value('env'));
    let renamedFrom: string | undefined;
    return {
      decide: (view) => {
        refuseUnknown(view.fleet, environment, [service]);
        const past = pastOf(project, view, environment, service);
        const named = args.value('to');
        const target =
          named === undefined
            ? stepsBack(past, service, environment, steps, () => earlierElsewhere(project, view, environment, service))
            : namedTarget(past, service, environment, named, view.revision);
        renamedFrom = target.name === service ? undefined : target.name;
        const since = presentSince(past);
        const was = past.current ? `It was ${formatPin(past.current)}` : 'It had none';
        const message = `Roll ${service} back to ${target.pin.tag} in ${environment}\n\n${was}${
          since ? ` since ${since.commit.slice(0, 10)} of ${since.date.slice(0, 10)}` : ''
        }.\n`;
        return { environment, pins: new Map([[service, target.pin]]), message };
      },
      notes: () => rollbackNotes(fleet, environment, service, openRepository(project.root).branch, renamedFrom),
    };
  });
}

function stepsOf(args: Arguments): number {
  const given = args.value('steps');
  const steps = Number(given ?? 1);
  const problem =
    given !== undefined && args.value('to') !== undefined
      ? '--to and --steps exclude each other'
      : Number.isInteger(steps) && steps > 0
        ? undefined
        : `--steps "${given}" is no whole number from 1`;
  if (problem === undefined) return steps;
  const fix = 'Write --steps 2, or --to with a tag.';
  throw new Failure({ rule: 'rollback', severity: 'error', message: problem, why: 'Nothing was written.', fix });
}
