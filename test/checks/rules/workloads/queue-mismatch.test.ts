import { queueMismatch } from '../../../../src/checks/rules/workloads/queue-mismatch.js';
import { deployment, findings } from '../../findings.js';

const topology = (kind: string, name: string, spec: string) =>
  `---\n{apiVersion: rabbitmq.com/v1beta1, kind: ${kind}, metadata: {name: ${name}, namespace: data}, spec: {vhost: v, rabbitmqClusterReference: {name: mq}, ${spec}}}\n`;
const queue = (name: string, more = '') => topology('Queue', name.replace('.', '-'), `name: ${name}${more}`);
const exchange = (name: string) => topology('Exchange', name, `name: ${name}`);
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
