import type { Field } from '../../manifest/field.js';

/** The command of a probe that runs one: its words. */
export function commandOf(probe: Field): readonly string[] {
  return probe.items('exec.command').map(({ text }) => text ?? '');
}
