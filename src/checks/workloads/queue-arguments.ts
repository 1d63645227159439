import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';
import { declared, vhostOf } from './queues.js';

// Source: RabbitMQ, docs/queues#optional-arguments; rabbit_amqqueue.erl, declare_args.
const NUMBERS = [
  'x-message-ttl',
  'x-expires',
  'x-max-length',
  'x-max-length-bytes',
  'x-max-priority',
  'x-delivery-limit',
];
const TEXTS = ['x-dead-letter-exchange', 'x-dead-letter-routing-key', 'x-overflow', 'x-queue-type', 'x-queue-mode'];

/** What the broker refuses in the declaration of a queue, and a queue that alone does not outlive a restart. */
export function* queueArguments(set: ManifestSet): Iterable<Report> {
  const queues = [...declared(set, 'Queue').values()].map(({ manifest }) => manifest);
  for (const queue of queues) {
    for (const [name, at] of fieldOf(queue, 'spec.arguments').entries()) {
      if (NUMBERS.includes(name) && typeof at.value !== 'number') yield refused(at, name, 'a number');
      if (TEXTS.includes(name) && typeof at.value !== 'string') yield refused(at, name, 'a text');
    }
    if (fieldOf(queue, 'spec.type').text !== 'quorum') continue;
    const [durable, autoDelete] = [fieldOf(queue, 'spec.durable'), fieldOf(queue, 'spec.autoDelete')];
    const isMeant = [durable.flag === false && durable, autoDelete.flag === true && autoDelete];
    for (const at of isMeant) {
      if (at) yield report(at, 'a quorum queue is always durable and never deletes itself', { why: REFUSED });
    }
  }
  for (const vhost of new Set(queues.map(vhostOf))) {
    const own = queues.filter((queue) => vhostOf(queue) === vhost && fieldOf(queue, 'spec.type').text !== 'quorum');
    const odd = oddOnesOut(own, (queue) => String(fieldOf(queue, 'spec.durable').flag ?? false));
    if (odd?.usual !== 'true') continue;
    for (const queue of odd.odd) {
      const at = fieldOf(queue, 'spec.durable');
      yield report(
        at.exists ? at : fieldOf(queue, 'spec'),
        `queue "${fieldOf(queue, 'spec.name').text ?? ''}" is not durable, as ${odd.count} others of vhost "${vhost}" are`,
        {
          severity: 'warning',
          why: 'It is gone with what waits in it when the broker restarts; a client that declares it durable is refused (406).',
          fix: 'Write `durable: true`. A queue cannot be changed: delete it first.',
        },
      );
    }
  }
}

/** One queue or exchange of the broker that two objects declare. */
export function* declaredTwice(set: ManifestSet): Iterable<Report> {
  for (const kind of ['Queue', 'Exchange'] as const) {
    const named = set.kind(`${kind}.rabbitmq.com`).map((manifest) => fieldOf(manifest, 'spec.name'));
    for (const all of groupBy(named, ({ manifest, text }) => `${vhostOf(manifest)}/${text ?? ''}`).values()) {
      const [first, ...rest] = all;
      for (const at of rest) {
        yield report(at, `"${at.text ?? ''}" is declared by "${first?.manifest.ref.name}" too`, {
          why: 'Two objects are one in the broker: who deletes one deletes what the other declares.',
          fix: 'Correct the name, or drop one of the two.',
        });
      }
    }
  }
}

const REFUSED = 'The broker refuses the queue: 406 PRECONDITION_FAILED; the operator tries again for ever.';

function refused(at: Field, name: string, what: string): Report {
  return report(at, `argument "${name}" is ${typeof at.value}, and must be ${what}`, {
    why: REFUSED,
    fix: what === 'a number' ? 'Write it without quotes.' : 'Write it in quotes.',
  });
}
