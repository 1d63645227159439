import { didYouMean } from '../../values/did-you-mean.js';
import type { Arguments, Command, CommandTable, ExitCode, Terminal } from '../command.js';
import { candidates } from '../completion/candidates.js';
import { namesOf } from '../completion/names.js';
import { type Shell, scripts, shells } from '../completion/scripts.js';

export const completion: Command = {
  positionals: 'SHELL [WORD…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  description: `
    Prints what makes a shell complete commands, options, and the names of services, environments, rules and branches:
    bash, zsh or fish. Names are read from the images files and from dist/, so that the answer is there at once.

    Where eco is installed in projects alone, keep what it prints in a file and read that, beside: alias eco='npx eco'.`,
  options: {
    words: { type: 'boolean', help: 'what could follow the words after --, one a line: the shells ask this' },
  },
  examples: [
    ['eval "$(eco completion bash)"', 'in ~/.bashrc'],
    ['eval "$(eco completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['eco completion fish | source', 'in ~/.config/fish/config.fish'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal, table: CommandTable = {}): Promise<ExitCode> {
  const [shell = '', ...words] = args.positionals;
  if (!isShell(shell)) {
    const near = didYouMean(shell, shells);
    const wrong = shell === '' ? 'which shell?' : `"${shell}" is no shell known here.`;
    terminal.err(`eco: ${wrong} ${near ? `Did you mean "${near}"?` : `One of: ${shells.join(', ')}`}\n`);
    return 2;
  }
  if (!args.flag('words')) {
    terminal.out(scripts[shell]);
    return 0;
  }
  const found = await candidates(words, table, (naming) => namesOf(naming, terminal.cwd));
  // bash shows words alone.
  const lines = found.map(({ word, help }) => (shell === 'bash' || help === '' ? word : `${word}\t${help}`));
  terminal.out(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

function isShell(text: string): text is Shell {
  return shells.some((shell) => shell === text);
}
