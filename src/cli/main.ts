import { parseArgs } from 'node:util';
import { type Arguments, type Command, type ExitCode, parseConfig, type Terminal } from './command.js';
import { commands } from './commands/index.js';
import { commandHelp, overview } from './help.js';

/** Runs one command line. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (argv[0] === 'help' && argv.length > 1) return main([...argv.slice(1), '--help'], terminal);
  const name = commandName(argv);
  if (name === undefined) return withoutCommand(argv, terminal);
  const command = await (commands[name] ?? never()).load();
  const words = argv.slice(name.split(' ').length);
  const parsed = parse(command, words);
  if (typeof parsed === 'string')
    return misuse(`${parsed}${await nearOption(parsed, command)}\nTry: eco ${name} --help`, terminal);
  if (parsed.flag('help')) {
    terminal.out(commandHelp(name, command, terminal.width));
    return 0;
  }
  if (parsed.positionals.length > (command.maxPositionals ?? 0)) {
    const given = parsed.positionals.join(' ');
    const meant = !command.positionals && command.options.service ? `; for one service: --service ${given}` : '';
    return misuse(
      `eco ${name} takes ${command.positionals ?? 'no names'}, got: ${given}${meant}\nTry: eco ${name} --help`,
      terminal,
    );
  }
  return run(command, parsed, terminal);
}

async function run(command: Command, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  try {
    return await command.run(args, terminal, commands);
  } catch (error) {
    const { Failure, bugReport } = await import('./failure.js');
    if (error instanceof Failure) {
      const { printFindings } = await import('./print.js');
      await printFindings(error.findings, terminal);
      return 2;
    }
    const { GitRefusal } = await import('../images/git.js');
    if (error instanceof GitRefusal) {
      const { printFindings } = await import('./print.js');
      printFindings([error.finding], terminal);
      return 2;
    }
    terminal.err(bugReport(error));
    return 2;
  }
}

/** `; did you mean "--env"?` behind what Node says of an option that is none. */
async function nearOption(said: string, { options }: Command): Promise<string> {
  const [, option] = /^Unknown option '--([^']+)'/.exec(said) ?? [];
  if (option === undefined) return '';
  const { didYouMean } = await import('../values/did-you-mean.js');
  const near = didYouMean(option, Object.keys(options));
  return near === undefined ? '' : `; did you mean "--${near}"?`;
}

/** The longest command that the line begins with: `new service` before `new`. */
function commandName(argv: readonly string[]): string | undefined {
  const two = argv.slice(0, 2).join(' ');
  if (Object.hasOwn(commands, two)) return two;
  return argv[0] !== undefined && Object.hasOwn(commands, argv[0]) ? argv[0] : undefined;
}

async function withoutCommand(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first] = argv;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    terminal.out(overview(terminal.width));
    return first === undefined ? 2 : 0;
  }
  if (first === '--version') {
    terminal.out(`${require('../../../package.json').version}\n`);
    return 0;
  }
  const second = secondWords(first);
  if (second.length > 0 && (argv[1] === undefined || argv[1].startsWith('-'))) {
    return misuse(`${first} needs: ${second.join(' or ')}\nTry: eco ${first} ${second[0]} --help`, terminal);
  }
  const { didYouMean } = await import('../values/did-you-mean.js');
  const near =
    didYouMean(argv.slice(0, 2).join(' '), Object.keys(commands)) ?? didYouMean(first, Object.keys(commands));
  return misuse(`"${first}" is not a command${near ? `; did you mean "eco ${near}"?` : ''}\nTry: eco --help`, terminal);
}

/** What may stand behind the first word of a two-word command: `service` behind `new`. */
function secondWords(first: string): readonly string[] {
  return Object.keys(commands).flatMap((name) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []));
}

function misuse(text: string, terminal: Terminal): ExitCode {
  terminal.err(`eco: ${text}\n`);
  return 2;
}

/** The arguments, or what is wrong with them. */
function parse(command: Command, words: readonly string[]): Arguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: parseConfig(command),
      allowPositionals: true,
    });
    const list = (name: string): string[] => {
      const value = values[name];
      return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
    };
    return { positionals, flag: (name) => values[name] === true, value: (name) => list(name).at(-1), values: list };
  } catch (error) {
    // Node's own text says which option is wrong; the hint after its first sentence is about `--`.
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
  }
}

function never(): never {
  throw new Error('a command that is in no table');
}
