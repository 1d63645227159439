import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { type Declared, vhostOf } from './queues.js';

/** The ends of each binding. Exchanges that every broker has are called amq.something, or nothing at all. */
export function* bindings(
  set: ManifestSet,
  queues: ReadonlyMap<string, Declared>,
  exchanges: ReadonlyMap<string, Declared>,
): Iterable<Report> {
  for (const binding of set.kind('Binding.rabbitmq.com')) {
    const [source, destination] = ['spec.source', 'spec.destination'].map((path) => fieldOf(binding, path));
    const toQueue = fieldOf(binding, 'spec.destinationType').text !== 'exchange';
    if (source) yield* end(source, vhostOf(binding), 'exchange', exchanges);
    if (destination)
      yield* end(destination, vhostOf(binding), toQueue ? 'queue' : 'exchange', toQueue ? queues : exchanges);
  }
}

function* end(at: Field, vhost: string, what: string, known: ReadonlyMap<string, Declared>): Iterable<Report> {
  const name = at.text;
  if (name === undefined || name === '' || name.startsWith('amq.') || known.size === 0 || known.has(`${vhost}/${name}`))
    return;
  const near = didYouMean(
    name,
    [...known.values()].map((one) => one.name),
  );
  yield report(at, `${what} "${name}" is not declared in vhost "${vhost}"`, {
    why: 'The broker refuses it: 404 NOT_FOUND; the operator tries again for ever.',
    fix: near ? `Did you mean "${near}"?` : `Declare the ${what}, or correct the name.`,
  });
}

/** Queues whose dead letters go to an exchange that is not there. */
export function* deadLetters(
  queues: ReadonlyMap<string, Declared>,
  exchanges: ReadonlyMap<string, Declared>,
): Iterable<Report> {
  for (const { manifest } of queues.values()) {
    const exchange = fieldOf(manifest, ['spec', 'arguments', 'x-dead-letter-exchange']);
    for (const found of end(exchange, vhostOf(manifest), 'exchange', exchanges)) {
      yield { ...found, why: 'The broker takes the queue and drops its dead letters in silence.' };
    }
  }
}
