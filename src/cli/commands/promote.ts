import type { Finding } from '../../diagnostic/diagnostic.js';
import { imageAmong } from '../../images/history.js';
import { barePin, formatPin, type Pin, samePin } from '../../images/image-pin.js';
import { readImages } from '../../images/images-file.js';
import { openRepository } from '../../images/repository.js';
import { allVersionsOf } from '../../images/versions.js';
import { evaluate } from '../../service/environment/evaluate.js';
import type { Fleet } from '../../service/fleet.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { type Change, environmentFor, refuseUnknown, type View } from '../images/change.js';
import { changeOptions, runChange } from '../images/run.js';
import { imagesFileOf } from '../load/load-images.js';
import { findProject, type Project } from '../project.js';

export const promote: Command = {
  positionals: 'FROM TO [SERVICE…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  description: `
    Carries the images of services, tag and digest, from one environment to another, and synthesizes: all services that
    run in both, or those named. "SERVICE=TAG" carries an older image of the first environment.

    Refused is what the first environment never had in a commit: nobody has seen it run.`,
  options: changeOptions,
  examples: [
    ['eco promote dev prod --dry-run', 'what prod would get'],
    ['eco promote dev prod cart', 'one service'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [from, to, ...services] = args.positionals;
  if (from === undefined || to === undefined) {
    terminal.err('eco: from which environment to which?\nWrite: eco promote dev prod\n');
    return 2;
  }
  const project = findProject(terminal.cwd);
  return runChange(args, terminal, () => ({ decide: (view) => decide(project, view, from, to, services) }));
}

function decide(project: Project, view: View, from: string, to: string, words: readonly string[]): Change {
  const { fleet } = view;
  for (const environment of [from, to]) environmentFor(fleet, environment);
  if (from === to) throw refusal(`"${from}" is named twice`, `Name another: eco promote ${from} ENV.`);
  const asked = new Map(words.map((word) => splitAt(word)));
  for (const environment of [from, to]) refuseUnknown(fleet, environment, asked.keys());
  const services = asked.size > 0 ? [...asked.keys()] : inBoth(fleet, from, to);

  const file = imagesFileOf(fleet, from);
  const { images } = readImages(view.read(file) ?? '', file);
  const past = allVersionsOf(openRepository(project.root), file, view.revision);
  const pins = new Map<string, Pin>();
  const problems: Finding[] = [];
  for (const service of services) {
    const tag = asked.get(service);
    const now = images.get(service);
    const had = imageAmong(past, service, (pin) =>
      tag === undefined ? samePin(pin, now) : pin.tag === tag || formatPin(pin) === tag,
    );
    const pin = had && tag === undefined ? now : had;
    if (pin) pins.set(service, barePin(pin));
    else problems.push(neverSeen(service, from, tag ?? (now && formatPin(now))));
  }
  if (problems.length > 0) throw new Failure(...problems);
  return { environment: to, pins, message: messageOf(from, to, pins) };
}

function splitAt(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function inBoth(fleet: Fleet, from: string, to: string): string[] {
  const names = (environment: string) =>
    evaluate(fleet, environment).definitions.map(({ definition }) => definition.name);
  const second = new Set(names(to));
  return names(from).filter((name) => second.has(name));
}

function neverSeen(service: string, from: string, image: string | undefined): Finding {
  const message =
    image === undefined
      ? `"${service}" has no image in ${from}`
      : `${from} never had "${service}" with the image "${image}"`;
  return {
    rule: 'promote',
    severity: 'error',
    message,
    why: 'Nobody has seen it run there. Nothing was written.',
    fix: `Let it run in ${from} first: eco image set ${service}=TAG --env ${from}, and commit that.`,
  };
}

function refusal(message: string, fix: string): Failure {
  return new Failure({ rule: 'promote', severity: 'error', message, why: 'Nothing was written.', fix });
}

function messageOf(from: string, to: string, pins: ReadonlyMap<string, Pin>): string {
  const lines = [...pins].map(([service, pin]) => `${service} ${formatPin(pin)}`);
  const what =
    lines.length === 1 ? [...pins].map(([service, { tag }]) => `${service} ${tag}`)[0] : `${lines.length} images`;
  return `Promote ${what} from ${from} to ${to}\n${lines.length > 1 ? `\n${lines.join('\n')}\n` : ''}`;
}
