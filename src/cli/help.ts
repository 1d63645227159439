import { wrap } from '../diagnostic/visible.js';
import type { Command, Option } from './command.js';
import { commands } from './commands/index.js';

/** `eco --help`. */
export function overview(width: number): string {
  const names = Object.keys(commands);
  const column = Math.max(...names.map((name) => name.length)) + 4;
  const lines = names.map((name) => row(name, commands[name]?.summary ?? '', column, width));
  return [
    'eco: Kubernetes manifests from TypeScript, checked before they are written.',
    '',
    'Usage: eco COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'eco COMMAND --help explains a command. Exit codes: 0 fine, 1 findings,',
    '2 could not run.',
    '',
  ].join('\n');
}

/** `eco <command> --help`. */
export function commandHelp(name: string, command: Command, width: number): string {
  const options = Object.entries<Option>({
    ...command.options,
    help: { type: 'boolean', short: 'h', help: 'this text' },
  });
  const labels = options.map(
    ([option, { short, value }]) => `${short ? `-${short}, ` : '    '}--${option}${value ? ` ${value}` : ''}`,
  );
  const column = Math.max(...labels.map((label) => label.length)) + 4;
  return [
    `Usage: eco ${name}${command.positionals ? ` ${command.positionals}` : ''} [OPTIONS]`,
    '',
    ...command.description
      .trim()
      .split('\n\n')
      .flatMap((paragraph) => [...wrap(paragraph.trim().replace(/\s+/g, ' '), width), '']),
    'Options:',
    ...options.map(([, { help }], i) => row(labels[i] ?? '', help, column, width)),
    '',
    'Examples:',
    ...command.examples.flatMap(([line, what]) => [
      `  ${line}`,
      ...wrap(what, width - 6).map((text) => `      ${text}`),
    ]),
    '',
  ].join('\n');
}

function row(label: string, text: string, column: number, width: number): string {
  const [first = '', ...rest] = wrap(text, width - column);
  return [`  ${label.padEnd(column - 2)}${first}`, ...rest.map((line) => ' '.repeat(column) + line)].join('\n');
}
