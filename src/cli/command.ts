import type { ParseArgsConfig } from 'node:util';
import type { Emission } from './compile/emission.js';

/** Exit codes: fine, findings, could not run. */
export type ExitCode = 0 | 1 | 2;

/** One option of a command. */
export interface Option {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** What stands for its value in the help: `ENV`. */
  readonly value?: string;
  readonly help: string;
  readonly multiple?: boolean;
}

/** What the user typed after the command. */
export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

/** A command of `eco`: its help and its code. */
export interface Command {
  /** `[SERVICE]`, `FROM TO`; empty when it takes none. */
  readonly positionals?: string;
  /** How many positionals it takes at most; 0 when absent. */
  readonly maxPositionals?: number;
  /** What it does, as paragraphs of the help. */
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** `table`: all commands, for one that speaks of the others. */
  run(args: Arguments, terminal: Terminal, table?: CommandTable): Promise<ExitCode>;
}

/** Commands by name; a two-word command is written with a space. */
export type CommandTable = Readonly<Record<string, CommandEntry>>;

export interface CommandEntry {
  /** One line in `eco --help`. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Where a command writes and what it knows of the terminal. The only way to the outside besides files. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colour: boolean;
  /** Asks whoever sits there; undefined when no more is typed. Absent where nobody does. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined;
  /** Says what is being done, on one line that is gone before the next text. Absent where nobody looks. */
  readonly status?: ((text: string) => void) | undefined;
  /** The compiler, where it is at work on the fleet of this folder already. */
  readonly emission?: Emission | undefined;
  /** Characters a line. */
  readonly width: number;
  /** Whether another program reads what is written to `out`: lists then have a line each, however long. */
  readonly piped: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The options as `util.parseArgs` wants them. */
export function parseConfig(command: Command): NonNullable<ParseArgsConfig['options']> {
  const entries = Object.entries(command.options).map(([name, { type, short, multiple }]) => [
    name,
    { type, ...(short && { short }), ...(multiple && { multiple }) },
  ]);
  return { ...Object.fromEntries(entries), help: { type: 'boolean', short: 'h' } };
}
