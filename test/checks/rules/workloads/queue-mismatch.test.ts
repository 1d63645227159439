import { queueMismatch } from '../../../../src/checks/rules/workloads/queue-mismatch.js';
import { deployment, findings } from '../../findings.js';

const topology = (kind: string, name: string, spec: string) =>
  `---\n{apiVersion: rabbitmq.com/v1beta1, kind: ${kind}, metadata: {name: ${name}, namespace: data}, spec: {vhost: v, rabbitmqClusterReference: {name: mq}, ${spec}}}\n`;
const queue = (name: string, more = '') => topology('Queue', name.replace('.', '-'), `name: ${name}${more}`);
const exchange = (name: string) => topology('Exchange', name, `name: ${name}, type: fanout`);
const binding = (source: string, destination: string, type = 'queue') =>
  topology(
    'Binding',
    `${source}-${destination.replace('.', '-')}`,
    `source: ${source}, destination: ${destination}, destinationType: ${type}`,
  );
const worker = (name: string, args: string) => deployment(name).replace('image: "x:1"', `image: "x:1", args: ${args}`);
const takes = (name: string, queues: string) => worker(name, `[celery, worker, -Q, "${queues}"]`);
const check = (text: string) => findings(queueMismatch, text);
const args = 'spec.template.spec.containers[0].args';

test.each([
  ['as a word of its own', '[celery, worker, -Q, "a.x,a.y"]', '[3]'],
  ['in one word', '[celery, worker, "--queues=a.x,a.y"]', '[2]'],
  ['in a shell', '["exec celery worker -Q a.x,a.y -c 2"]', '[0]'],
])('a queue behind -Q that is not declared: %s', (_, words, at) => {
  expect(check(queue('a.x') + worker('w', words))).toEqual([
    `error ${args}${at}: queue "a.y" is not declared, 1 others are`,
  ]);
});

test('a queue that KEDA measures', () => {
  const scaler =
    '---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s, namespace: api}, spec: {scaleTargetRef: {name: w}, triggers: [{type: rabbitmq, metadata: {queueName: a.z}}]}}\n';
  expect(check(queue('a.x') + scaler)).toEqual([
    'error spec.triggers[0].metadata.queueName: queue "a.z" is not declared, 1 others are',
  ]);
});

test('ends of a binding, and where dead letters go', () => {
  const text = queue('a.x', ', arguments: {x-dead-letter-exchange: dxl}') + exchange('dlx');
  const found = check(text + binding('dlx', 'a.w') + binding('direct', 'a.x'));
  expect(found).toHaveLength(3);
  expect(found).toEqual(
    expect.arrayContaining([
      'error spec.arguments.x-dead-letter-exchange: exchange "dxl" is not declared in vhost "v"',
      'error spec.destination: queue "a.w" is not declared in vhost "v"',
      'error spec.source: exchange "direct" is not declared in vhost "v"',
    ]),
  );
});

test('a queue of the same exchange that no worker takes', () => {
  const text = queue('a.x') + queue('a.y') + exchange('e') + binding('e', 'a.x') + binding('e', 'a.y');
  expect(check(text + takes('w', 'a.x'))).toEqual([
    `warning ${args}[3]: queue "a.y" is filled by the same exchange as "a.x", and no worker takes it`,
  ]);
});

test('a canary that takes less', () => {
  expect(check(takes('w', 'a.x,a.y') + takes('w-canary', 'a.x'))).toEqual([
    `warning ${args}[3]: "w-canary" does not take "a.y", as "w" does`,
  ]);
});

const both = queue('a.x') + queue('a.y') + exchange('e') + binding('e', 'a.x') + binding('e', 'a.y');

test.each([
  ['one name everywhere', both + takes('w', 'a.x,a.y')],
  ['no topology', takes('w', 'a.x')],
  ['another program that is told the name', both + takes('w', 'a.x') + worker('v', '[taskiq, a.y]')],
  ['a program that takes what its image says', both + takes('w', 'a.x') + deployment('a-worker')],
  ['exchanges that every broker has', queue('a.x') + exchange('e') + binding('amq.direct', 'a.x')],
  ['another program with -Q', queue('a.x') + worker('w', '[curl, -Q, b]')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

const direct = (name: string) => topology('Exchange', name, `name: ${name}, type: direct`);
const keyed = (source: string, destination: string, key: string) =>
  binding(source, destination).replace('destinationType', `routingKey: ${key}, destinationType`);
const dead = (key: string) =>
  queue('a.x', `, arguments: {x-dead-letter-exchange: dlx, x-dead-letter-routing-key: ${key}}`);
const family = queue('a.x') + queue('a.y') + queue('a.z') + direct('e');
const bound = keyed('e', 'a.x', 'a.x') + keyed('e', 'a.y', 'a.y');

test('dead letters with a key to which nothing is bound', () => {
  const text = direct('dlx') + queue('d.x') + keyed('dlx', 'd.x', 'd.x');
  expect(check(text + dead('d.w'))).toEqual([
    'error spec.arguments.x-dead-letter-routing-key: dead letters of queue "a.x" go to "dlx" as "d.w", to which nothing is bound',
  ]);
  expect(check(text + dead('d.x'))).toEqual([]);
  expect(check(direct('dlx') + dead('d.w'))).toEqual([]);
});

test.each([
  [
    'the key of another',
    family + bound + keyed('e', 'a.z', 'a.x'),
    [
      'warning spec.routingKey: queue "a.z" is bound by the key "a.x", which is that of queue "a.x"; all others of exchange "e" are bound by their own name',
    ],
  ],
  [
    'no key',
    family + bound + binding('e', 'a.z'),
    ['warning spec: the binding of "a.z" has no routing key, and exchange "e" is of type direct'],
  ],
  [
    'a queue without a binding',
    family + bound,
    ['warning spec.name: nothing is bound to queue "a.z", as something is to the 2 others of "a"'],
  ],
  ['a key of the senders', family + bound + keyed('e', 'a.z', 'reports'), []],
  [
    'keys that differ on purpose',
    family + keyed('e', 'a.x', 'k') + keyed('e', 'a.y', 'l') + keyed('e', 'a.z', 'a.x'),
    [],
  ],
])('routes: %s', (_, text, said) => {
  expect(check(text)).toEqual(said);
});

test('what the broker refuses of a queue', () => {
  expect(check(queue('a.x', ', arguments: {x-message-ttl: "1000", x-queue-type: 1}'))).toEqual([
    'error spec.arguments.x-message-ttl: argument "x-message-ttl" is string, and must be a number',
    'error spec.arguments.x-queue-type: argument "x-queue-type" is number, and must be a text',
  ]);
  expect(check(queue('a.x', ', type: quorum, durable: false, autoDelete: true'))).toHaveLength(2);
  expect(check(queue('a.x', ', type: quorum, durable: true, arguments: {x-message-ttl: 1000}'))).toEqual([]);
});

test('one queue of many that does not outlive a restart', () => {
  const durable = ['b.v', 'c.w', 'd.x', 'e.y'].map((name) => queue(name, ', durable: true')).join('');
  expect(check(durable + queue('f.z', ', durable: false'))).toEqual([
    'warning spec.durable: queue "f.z" is not durable, as 4 others of vhost "v" are',
  ]);
  expect(check(durable + queue('f.z', ', durable: false') + queue('g.z', ', durable: false'))).toEqual([]);
});

test('a canary that takes more', () => {
  expect(check(takes('w', 'a.x') + takes('w-canary', 'a.x,a.y'))).toEqual([
    `warning ${args}[3]: "w" does not take "a.y", as "w-canary" does`,
  ]);
});

test('a scaler that counts the work of another', () => {
  const scaled = (queueName: string) =>
    `---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s, namespace: api}, spec: {scaleTargetRef: {name: v}, triggers: [{type: rabbitmq, metadata: {queueName: ${queueName}}}]}}\n`;
  const text = queue('a.x') + queue('b.y') + takes('w', 'a.x');
  expect(check(text + takes('v', 'b.y') + scaled('a.x'))).toEqual([
    'warning spec.triggers[0].metadata.queueName: queue "a.x" is taken by "w", not by "v"',
  ]);
  expect(check(text + takes('v', 'b.y') + scaled('b.y'))).toEqual([]);
  expect(check(text + deployment('v') + scaled('a.x'))).toEqual([]);
  expect(check(text + worker('v', '[taskiq, --queue, a.x]') + scaled('a.x'))).toEqual([]);
});

test('a variable that names a queue nearly as it is called', () => {
  const config = (name: string) =>
    `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {SHOP_QUEUE: ${name}}}\n`;
  expect(check(queue('shop.orders') + config('shop_orders'))).toEqual([
    'warning data.SHOP_QUEUE: queue "shop_orders" is not declared, "shop.orders" is',
  ]);
  expect(check(queue('shop.orders') + config('shop.tasks'))).toEqual([
    'warning data.SHOP_QUEUE: queue "shop.tasks" is not declared, "shop.orders" is',
  ]);
  expect(check(queue('shop.orders') + config('shop.orders') + config('mail'))).toEqual([]);
});

test('two objects that are one queue of the broker', () => {
  const twin = topology('Queue', 'other', 'name: a.x');
  expect(check(queue('a.x') + twin)).toEqual(['error spec.name: "a.x" is declared by "a-x" too']);
  expect(check(queue('a.x') + twin.replace('vhost: v', 'vhost: w'))).toEqual([]);
});
