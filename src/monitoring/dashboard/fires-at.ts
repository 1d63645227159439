import type { AlertKind, AlertSettings } from '../alert.js';

/** Changes to any alerts, whoever's they are. */
export type AnySettings = AlertSettings<string>;

/** What an alert of a table fires at: its author's limit where there is one, and nothing where it is off. */
export function firesAt<Name extends string>(
  table: Readonly<Record<Name, Pick<AlertKind<never>, 'defaults'>>>,
  name: Name,
  settings: AnySettings = {},
): number | undefined {
  const chosen = settings[name];
  if (chosen === 'off') return undefined;
  return chosen?.limit ?? table[name].defaults.limit;
}
