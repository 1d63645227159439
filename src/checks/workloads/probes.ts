import type { Field } from '../../manifest/field.js';
import type { Container } from '../../manifest/pod-template.js';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** The probes that a container has. */
export function probesOf({ field }: Container): Field[] {
  return PROBES.map((name) => field.at(name)).filter(({ exists }) => exists);
}

/** The command of a probe that runs one: its words. */
export function commandOf(probe: Field): readonly string[] {
  return probe.items('exec.command').map(({ text }) => text ?? '');
}
