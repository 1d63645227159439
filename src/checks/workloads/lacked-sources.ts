import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { serviceName } from './variables.js';

interface Reader {
  readonly name: string;
  readonly service: string;
  readonly field: Field;
  /** What envFrom names, as messages call it. */
  readonly sources: ReadonlySet<string>;
}

/** Containers that do not take the variables of a ConfigMap or Secret that all others of their image take. */
export function* lackedSources(set: ManifestSet): Iterable<Report> {
  for (const readers of groupBy(readersOf(set), ([key]) => key).values()) {
    if (readers.length < 2) continue;
    const all = readers.map(([, reader]) => reader);
    for (const own of all) {
      const others = all.filter((one) => one !== own);
      const isTwin = others.some(({ service }) => service === own.service);
      // Of two workloads of one image that are not one service, either may need what the other does not.
      const services = new Set(others.map(({ service }) => service));
      if (!isTwin && (others.length < 2 || own.sources.size === 0)) continue;
      // Who writes its variables out may have there what the other takes as a whole.
      if (own.sources.size === 0 && own.field.items('env').length > 0) continue;
      const [first, ...rest] = others;
      const lacked = [...(first?.sources ?? [])].filter(
        (source) =>
          !own.sources.has(source) &&
          rest.every(({ sources }) => sources.has(source)) &&
          // A service and its canary are one opinion: it counts of what is called after the namespace alone.
          (isTwin || services.size > 1 || isCommon(source, own.field)),
      );
      // Who takes another source has it from there.
      const isOther = [...own.sources].some((source) => others.every(({ sources }) => !sources.has(source)));
      if (!first || lacked.length === 0 || isOther) continue;
      const at = own.field.at('envFrom');
      yield report(
        at.exists ? at : own.field,
        `"${own.name}" takes no variables of ${listed(lacked)}, as "${first.name}" does, which runs the same image`,
      );
    }
  }
}

/** The ConfigMap or Secret of a namespace as a whole: `shop-secret` in `shop`. */
function isCommon(source: string, { manifest }: Field): boolean {
  return new RegExp(`"${manifest.ref.namespace ?? ''}-(?:config|secrets?|env)"$`).test(source);
}

function readersOf(set: ManifestSet): readonly (readonly [string, Reader])[] {
  return set.podTemplates().flatMap((pod) =>
    pod.containers
      .filter(({ role, field }) => role === 'main' && field.at('image').exists)
      .map(({ field }) => {
        const { namespace, name: workload } = pod.manifest.ref;
        // Of several containers of one pod each has a name of its own.
        const isAlone = pod.containers.filter((one) => one.role === 'main').length === 1;
        const name = isAlone ? workload : `${workload}/${field.at('name').text ?? ''}`;
        const sources = field.items('envFrom').flatMap((source) => sourceOf(source));
        const key = JSON.stringify([namespace, field.at('image').text]);
        return [key, { name, service: serviceName(pod), field, sources: new Set(sources) }] as const;
      }),
  );
}

function sourceOf(source: Field): string[] {
  return [
    ['ConfigMap', 'configMapRef.name'],
    ['Secret', 'secretRef.name'],
  ].flatMap(([kind, path = '']) => {
    const name = source.at(path).text;
    return name === undefined ? [] : [`${kind} "${name}"`];
  });
}
