import type { Construct } from 'constructs';
import { byCodePoint } from '../construct/pod/environment-variables.js';
import { reject } from '../construct/reject.js';
import { derive, from, type Input } from '../construct/traced.js';

/** Settings of a server by the names that it gives them: `max_connections: 200`. */
export type Settings = Readonly<Record<string, string | number>>;

export interface SettingsProps {
  readonly presets: Readonly<Record<string, Input<string | number>>>;
  /** Settings that a property decides: setting -> that property. */
  readonly decided: Readonly<Record<string, string>>;
}

/**
 * The library's settings and the author's, by name; the author's win. Rejects a setting that a property decides: the
 * Service, the probes and the connection of the store would not follow it, and a password would stand in Git.
 */
export function settingsOf(
  scope: Construct,
  props: { readonly settings?: Settings },
  { presets, decided }: SettingsProps,
): readonly (readonly [name: string, value: Input<string>])[] {
  const own = props.settings ?? {};
  for (const name of Object.keys(own)) {
    const by = Object.hasOwn(decided, name) ? decided[name] : undefined;
    if (by !== undefined) refuse(scope, own, name, `is decided by "${by}"`, `Drop it, and set "${by}" of the store.`);
    else if (/[\r\n]/.test(`${name}${own[name]}`))
      refuse(scope, own, name, 'has more than one line', 'Write each setting by itself.');
  }
  return [...new Set([...Object.keys(presets), ...Object.keys(own)])].sort(byCodePoint).flatMap((name) => {
    const value = Object.hasOwn(own, name) ? from(own, name) : presets[name];
    return value === undefined ? [] : [[name, derive(value, String)] as const];
  });
}

function refuse(scope: Construct, settings: Settings, key: string, problem: string, fix: string): void {
  reject(scope, {
    rule: 'store-setting',
    message: `setting "${key}" ${problem}`,
    why: 'The rest of the store (Service, probes, what services are told) would not follow it.',
    fix,
    property: { object: settings, key },
  });
}
