import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';
import { type Variable, variablesOf } from './variables.js';

/**
 * Variables that are to be a host, and hold a port or a scheme too, though the port stands beside them or others have the
 * host alone under the same name.
 * @param said where the same is said already
 */
export function* moreThanHosts(set: ManifestSet, said: ReadonlySet<Field>): Iterable<Report> {
  const hosts = variablesOf(set).filter(({ name, at }) => /_HOST(?:NAME)?$/.test(name) && at.text !== undefined);
  const told = new Set(said);
  for (const [name, all] of groupBy(hosts, (one) => one.name)) {
    const bare = all.find(({ at }) => /^[\w.-]+$/.test(at.text ?? ''));
    for (const one of all) {
      const { at, pod } = one;
      const extra = /^([a-z][a-z0-9+]*):\/\//.exec(at.text ?? '') ?? /:\d+$/.exec(at.text ?? '');
      const other = portOf(one, set) ?? (bare?.pod === pod ? undefined : bare);
      if (!extra || !other || told.has(at) || isTemplated(at.text ?? '')) continue;
      told.add(at);
      const where =
        other.name === name ? `the host alone in "${other.pod.manifest.ref.name}"` : `${other.name} stands beside it`;
      yield report(at, `"${name}" has "${extra[0]}" with the host, and ${other.name === name ? 'is ' : ''}${where}`, {
        why: 'The program adds scheme and port by itself: what it asks for is no host name, and nothing answers.',
        fix: 'Write the host alone.',
      });
    }
  }
}

/** `DB_PORT` of the same pod, of `DB_HOST`. */
function portOf({ name, pod }: Variable, set: ManifestSet): Variable | undefined {
  const port = name.replace(/_HOST(?:NAME)?$/, '_PORT');
  return variablesOf(set).find((one) => one.pod === pod && one.name === port);
}
