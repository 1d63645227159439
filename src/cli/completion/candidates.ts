import type { Command, CommandTable, Option } from '../command.js';
import type { Naming } from './names.js';

/** A word that could stand there, and what it does. */
export interface Candidate {
  readonly word: string;
  readonly help: string;
}

/** Where names come from. */
export type Names = (naming: Naming) => Promise<readonly string[]>;

/**
 * What the last of the words after `eco` could be. Empty where it may be anything, as a file or a number: the shell then
 * proposes files.
 */
export async function candidates(
  typed: readonly string[],
  commands: CommandTable,
  names: Names,
): Promise<readonly Candidate[]> {
  const words = joined(typed);
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const name = commandOf(before, commands);
  const found =
    name === undefined ? commandWords(before, commands) : await within(name, before, current, commands, names);
  return found.filter(({ word }) => word.startsWith(current));
}

/** bash takes `--env=dev` for three words. */
function joined(words: readonly string[]): readonly string[] {
  return words.flatMap((word, i) => {
    if (words[i + 1] === '=' && word.startsWith('--')) return [word];
    if (word === '=' && words[i - 1]?.startsWith('--')) return i === words.length - 1 ? [''] : [];
    return [word];
  });
}

/** The command that the words begin with; undefined while it is not whole, or could still become a longer one. */
function commandOf(before: readonly string[], commands: CommandTable): string | undefined {
  const [first = ''] = before;
  const two = before.slice(0, 2).join(' ');
  if (before.length > 1 && Object.hasOwn(commands, two)) return two;
  return Object.hasOwn(commands, first) ? first : undefined;
}

function commandWords(before: readonly string[], commands: CommandTable): readonly Candidate[] {
  const [first] = before;
  const all = Object.entries(commands).map(([name, { summary }]) => ({ words: name.split(' '), summary }));
  if (first === undefined) {
    const whole = all.map(({ words, summary }) => ({ word: words[0] ?? '', help: words[1] ? '' : summary }));
    return whole.filter(({ word }, i) => whole.findIndex((other) => other.word === word) === i);
  }
  if (before.length > 1) return [];
  return all.flatMap(({ words, summary }) =>
    words[0] === first && words[1] ? [{ word: words[1], help: summary }] : [],
  );
}

async function within(
  name: string,
  before: readonly string[],
  current: string,
  commands: CommandTable,
  names: Names,
): Promise<readonly Candidate[]> {
  const command = await commands[name]?.load();
  if (command === undefined) return [];
  const given = before.slice(name.split(' ').length);
  const last = given.at(-1) ?? '';
  const waiting = last.startsWith('--') ? command.options[last.slice(2)] : undefined;
  if (waiting?.value) return bare(await valuesFor(optionValue(last, waiting.value), names));
  const [, written = '', option = ''] = /^(--([\w-]+)=)/.exec(current) ?? [];
  const value = command.options[option]?.value;
  if (value) return bare((await valuesFor(optionValue(`--${option}`, value), names)).map((one) => written + one));
  if (current.startsWith('-')) return Object.entries(command.options).filter(unused(given)).map(asCandidate);
  const longer = given.length === 0 ? commandWords([name], commands) : [];
  const place = positionalAt(command, given.filter((word) => !word.startsWith('-')).length - taken(command, given));
  return [...longer, ...bare(await valuesFor(place, names))];
}

/** `--service NAME`: the NAME of a new service is nobody's yet, but this one is there. */
function optionValue(option: string, value: string): string {
  return option === '--service' ? 'SERVICE' : value;
}

/** How many of the words are values of options. */
function taken({ options }: Command, given: readonly string[]): number {
  return given.filter((word, i) => i > 0 && !word.startsWith('-') && options[given[i - 1]?.slice(2) ?? '']?.value)
    .length;
}

/** What the help calls the positional of an index: `SERVICE` of `FROM TO [SERVICE…]`. */
function positionalAt({ positionals = '' }: Command, index: number): string {
  const places = positionals.split(' ');
  const last = places.at(-1) ?? '';
  return (places[index] ?? (last.includes('…') ? last : '')).replace(/[[\]…]/g, '');
}

async function valuesFor(value: string, names: Names): Promise<readonly string[]> {
  if (value === 'SERVICE=TAG') return (await names('service')).map((name) => `${name}=`);
  const naming = namings.get(value);
  if (naming) return names(naming);
  return choices.get(value) ?? [];
}

const namings: ReadonlyMap<string, Naming> = new Map([
  ['ENV', 'environment'],
  ['FROM', 'environment'],
  ['TO', 'environment'],
  ['SERVICE', 'service'],
  ['A', 'service'],
  ['B', 'service'],
  ['RULE', 'rule'],
  ['REF', 'revision'],
]);

/** Words of which one must be taken. */
const choices: ReadonlyMap<string, readonly string[]> = new Map([
  ['SHELL', ['bash', 'fish', 'zsh']],
  ['KIND', ['service', 'worker']],
  ['reach', ['reach']],
]);

const bare = (words: readonly string[]): readonly Candidate[] => words.map((word) => ({ word, help: '' }));

function unused(given: readonly string[]) {
  return ([option, { multiple }]: [string, Option]) => multiple === true || !given.includes(`--${option}`);
}

function asCandidate([option, { help }]: [string, Option]): Candidate {
  return { word: `--${option}`, help };
}
