import type { Finding } from '../../diagnostic/diagnostic.js';
import { formatPin, type Pin, parsePin, pinProblem } from '../../images/image-pin.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { environmentFor, refuseUnknown } from '../images/change.js';
import { changeOptions, runChange } from '../images/run.js';

export const imageSet: Command = {
  positionals: 'SERVICE=TAG…',
  maxPositionals: Number.POSITIVE_INFINITY,
  description: `
    Writes the image tag of a service, one line of the environment's images file, and synthesizes. Comments, order and
    quotes stay; every other service keeps its tag. Either all of it is written or, when a check fails, nothing. Any
    number of runs at once lose none: they wait for each other here, and with --push they take turns at the remote.

    Refused are services that do not run there, "latest", and what is no tag.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first that images go to when absent' },
    digest: {
      type: 'string',
      value: 'sha256:…',
      help: 'of one service: the nodes pull these bytes, wherever the tag moves',
    },
    ...changeOptions,
  },
  examples: [
    ['eco image set cart=1f3c9a2', 'one service'],
    ['eco image set cart=1f3c9a2 stock=1f3c9a2 --env dev --push', 'in CI: what one run has built'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.positionals.length === 0) {
    terminal.err('eco: which image?\nWrite: eco image set cart=1f3c9a2\n');
    return 2;
  }
  const pins = pinsOf(args);
  return runChange(args, terminal, () => ({
    decide: ({ fleet }) => {
      const environment = environmentFor(fleet, args.value('env'));
      refuseUnknown(fleet, environment, pins.keys());
      return { environment, pins, message: messageOf(environment, pins) };
    },
  }));
}

/** The images asked for. @throws Failure with everything that is wrong with them */
function pinsOf(args: Arguments): ReadonlyMap<string, Pin> {
  const digest = args.value('digest');
  const findings: Finding[] = [];
  const pins = new Map<string, Pin>();
  if (digest !== undefined && args.positionals.length > 1) {
    findings.push(refusal('--digest is given, and more than one service', 'Write SERVICE=TAG@sha256:… for each.'));
  }
  const [name, tag, ...more] = args.positionals;
  if (tag !== undefined && more.length === 0 && ![name, tag].some((word) => word?.includes('=')))
    throw new Failure(refusal(`"${name} ${tag}" is not SERVICE=TAG`, `Write: ${name}=${tag}`));
  for (const word of args.positionals) {
    const equals = word.indexOf('=');
    const [service, given] = equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
    const text = digest === undefined || given.includes('@') ? given : `${given}@${digest}`;
    const problem = pinProblem(text);
    const pin = parsePin(text);
    if (equals < 1 || given === '') findings.push(refusal(`"${word}" is not SERVICE=TAG`, 'Write: cart=1f3c9a2'));
    else if (pins.has(service)) findings.push(refusal(`"${service}" is named twice`, 'Name it once.'));
    else if (pin) pins.set(service, pin);
    else findings.push(refusal(`image of "${service}": ${problem}`, tagOf(service, text)));
  }
  if (findings.length > 0) throw new Failure(...findings);
  return pins;
}

/** What to write instead: the registry stands in the fleet. */
function tagOf(service: string, given: string): string {
  const alone = given.slice(given.lastIndexOf('/') + 1).replace(/^[^:@]*:/, '');
  return alone !== given && parsePin(alone)
    ? `Write the tag alone: ${service}=${alone}`
    : 'Give the tag that was pushed, such as the commit.';
}

function refusal(message: string, fix: string): Finding {
  return { rule: 'image-set', severity: 'error', message, why: 'Nothing was written.', fix };
}

function messageOf(environment: string, pins: ReadonlyMap<string, Pin>): string {
  const lines = [...pins].map(([service, pin]) => `${service} ${formatPin(pin)}`);
  if (lines.length === 1) return `${[...pins].map(([service, { tag }]) => `${service} ${tag}`)} in ${environment}\n`;
  return `${lines.length} images in ${environment}\n\n${lines.join('\n')}\n`;
}
