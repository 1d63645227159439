import type { Arguments } from '../command.js';

/** A command line without words, for a command that another runs. */
export const noArguments: Arguments = flags();

/** A command line of these flags. */
export function flags(...names: readonly string[]): Arguments {
  return { positionals: [], flag: (name) => names.includes(name), value: () => undefined, values: () => [] };
}
