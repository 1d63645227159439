import { fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { declared, vhostOf } from './queues.js';

/** The bindings of each exchange, by `vhost/exchange`. */
export const bindingsBySource = perSet(
  (set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> =>
    groupBy(
      set.kind('Binding.rabbitmq.com'),
      (binding) => `${vhostOf(binding)}/${fieldOf(binding, 'spec.source').text ?? ''}`,
    ),
);

const destinationOf = (binding: Manifest) => fieldOf(binding, 'spec.destination').text ?? '';
const keyOf = (binding: Manifest) => fieldOf(binding, 'spec.routingKey').text ?? '';

/** Bindings of an exchange that passes on by the exact key: those without one, and those with the key of another queue. */
export function* misrouted(set: ManifestSet): Iterable<Report> {
  const exchanges = declared(set, 'Exchange');
  for (const [source, bindings] of bindingsBySource(set)) {
    if (typeOf(exchanges.get(source)?.manifest) !== 'direct') continue;
    for (const binding of bindings) {
      const key = keyOf(binding);
      if (key === '') yield keyless(binding);
      else yield* oddKey(binding, bindings);
    }
  }
}

function keyless(binding: Manifest): Report {
  const at = fieldOf(binding, 'spec.routingKey');
  const source = fieldOf(binding, 'spec.source').text ?? '';
  return report(
    at.exists ? at : fieldOf(binding, 'spec'),
    `the binding of "${destinationOf(binding)}" has no routing key, and exchange "${source}" is of type direct`,
    {
      severity: 'warning',
      why: 'A direct exchange passes on what has exactly the key of the binding: only messages without one arrive.',
      fix: 'Name the key that the senders use, or make the exchange one of type fanout.',
    },
  );
}

/** All others are called by the name of their queue. */
function* oddKey(binding: Manifest, all: readonly Manifest[]): Iterable<Report> {
  const others = all.filter((one) => one !== binding);
  const [key, queue] = [keyOf(binding), destinationOf(binding)];
  if (key === queue || others.length < 2 || others.some((one) => keyOf(one) !== destinationOf(one))) return;
  const owner = others.find((one) => keyOf(one) === key);
  if (!owner && didYouMean(key, [queue]) === undefined) return;
  const source = fieldOf(binding, 'spec.source').text ?? '';
  yield report(
    fieldOf(binding, 'spec.routingKey'),
    `queue "${queue}" is bound by the key "${key}"${owner ? `, which is that of queue "${key}"` : ''}; all others of exchange "${source}" are bound by their own name`,
    {
      severity: 'warning',
      why: 'What is sent with the name of the queue as its key reaches no queue, and is dropped.',
      fix: `Write "${queue}".`,
    },
  );
}

/** Queues whose dead letters go to an exchange with a key to which nothing is bound. */
export function* lostLetters(set: ManifestSet): Iterable<Report> {
  const exchanges = declared(set, 'Exchange');
  const routes = bindingsBySource(set);
  for (const { manifest, name } of declared(set, 'Queue').values()) {
    const exchange = fieldOf(manifest, ['spec', 'arguments', 'x-dead-letter-exchange']).text;
    const key = fieldOf(manifest, ['spec', 'arguments', 'x-dead-letter-routing-key']);
    const source = `${vhostOf(manifest)}/${exchange ?? ''}`;
    const known = routes.get(source);
    // Without bindings in the set, programs may make theirs.
    if (key.text === undefined || !known || typeOf(exchanges.get(source)?.manifest) !== 'direct') continue;
    const keys = known.map(keyOf);
    if (keys.includes(key.text)) continue;
    const near = didYouMean(key.text, keys);
    yield report(
      key,
      `dead letters of queue "${name}" go to "${exchange}" as "${key.text}", to which nothing is bound`,
      {
        why: 'The exchange finds no queue for them and drops them without a word.',
        fix: near ? `Did you mean "${near}"?` : `Bind the queue that is to keep them to "${exchange}" by this key.`,
      },
    );
  }
}

/** Queues to which nothing is bound, where something is to all others whose names begin alike: `scan.answer`, `scan.rule`. */
export function* unbound(set: ManifestSet): Iterable<Report> {
  const bound = new Set(
    set.kind('Binding.rabbitmq.com').map((binding) => `${vhostOf(binding)}/${destinationOf(binding)}`),
  );
  const families = groupBy(declared(set, 'Queue'), ([path]) => path.replace(/[._-][^/]*$/, ''));
  for (const [family, members] of families) {
    const [loose, ...more] = members.filter(([path]) => !bound.has(path));
    if (!loose || more.length > 0 || members.length < 3) continue;
    const [, { manifest, name }] = loose;
    const begin = family.slice(family.lastIndexOf('/') + 1);
    yield report(
      fieldOf(manifest, 'spec.name'),
      `nothing is bound to queue "${name}", as something is to the ${members.length - 1} others of "${begin}"`,
      {
        severity: 'warning',
        why: 'What is sent to an exchange does not reach it: it is dropped.',
        fix: 'Declare a Binding from the exchange to this queue.',
      },
    );
  }
}

function typeOf(exchange: Manifest | undefined): string | undefined {
  return exchange && (fieldOf(exchange, 'spec.type').text ?? 'direct');
}
