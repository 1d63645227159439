import { amqpVhost } from '../../../../src/checks/rules/workloads/amqp-vhost.js';
import { deployment, findings } from '../../findings.js';

const object = (kind: string, name: string, spec: string) =>
  `---\n{apiVersion: rabbitmq.com/v1beta1, kind: ${kind}, metadata: {name: ${name}, namespace: data}, spec: {${spec}}}\n`;
const cluster = object('RabbitmqCluster', 'broker', 'replicas: 1');
const broker = 'rabbitmqClusterReference: {name: broker}';
const vhost = object('Vhost', 'shop', `name: shop, ${broker}`);
const told = (url: string) =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: URL, value: "${url}"}]`);
const check = (text: string) => findings(amqpVhost, text);
const host = 'broker.data.svc.cluster.local';
const scaler = (name: string) =>
  `---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s, namespace: data}, spec: {scaleTargetRef: {name: x}, triggers: [{type: rabbitmq, metadata: {host: "http://${host}:15672", vhostName: ${name}}}]}}\n`;
const says = (name: string) =>
  expect.stringContaining(`vhost "${name}" is not declared for RabbitmqCluster data/broker; there are: shop`);

test.each([
  ['a queue', object('Queue', 'q', `name: q, vhost: shops, ${broker}`)],
  ['the URL of a client', told(`amqp://a:b@${host}:5672/shops`)],
  ['the URL of a client without a port', told(`amqp://a:b@${host}/shops?heartbeat=5`)],
  ['a scaler', scaler('shops')],
])('%s names one that there is not', (_, text) => {
  expect(check(cluster + vhost + text)).toEqual([says('shops')]);
});

test.each([
  ['the same one', cluster + vhost + told(`amqp://a:b@${host}:5672/shop`) + scaler('shop')],
  ['the one that every broker has', cluster + vhost + told(`amqp://a:b@${host}:5672/`)],
  ['the same, escaped', cluster + vhost + told(`amqp://a:b@${host}:5672/%2F`)],
  ['one that is filled in later', cluster + vhost + told(`amqp://a:b@${host}:5672/$(VHOST)`)],
  ['a broker of which none is declared', cluster + told(`amqp://a:b@${host}:5672/shops`)],
  [
    'a broker that loads definitions',
    cluster.replace('replicas: 1', 'rabbitmq: {additionalConfig: "load_definitions = /x"}') +
      vhost +
      told(`amqp://a:b@${host}:5672/shops`),
  ],
  [
    'the one that the broker begins with',
    cluster.replace('replicas: 1', 'rabbitmq: {additionalConfig: "default_vhost = first"}') +
      vhost +
      told(`amqp://a:b@${host}:5672/first`),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

const queueOf = (name: string) => object('Queue', `q-${name.length}`, `name: q, vhost: ${name}, ${broker}`);
const asks = (more: string) => scaler('shop').replace('vhostName: shop', `queueName: q${more}`);

test('a client of the vhost in which no queue is', () => {
  const meant = 'vhost "/" of RabbitmqCluster data/broker is meant, in which no queue is declared';
  const shop = cluster + vhost + queueOf('shop');
  for (const end of ['', ':5672', ':5672/']) {
    expect(check(shop + told(`amqp://a:b@${host}${end}`))).toEqual([expect.stringMatching(/^warning .*/)]);
    expect(check(shop + told(`amqp://a:b@${host}${end}`))[0]).toContain(meant);
  }
  expect(check(shop + asks(''))[0]).toContain(meant);
  expect(check(shop + asks(', vhostName: shop'))).toEqual([]);
  expect(check(shop + queueOf('/') + told(`amqp://a:b@${host}`))).toEqual([]);
  expect(check(shop + told(`http://a:b@${host}:15672`))).toEqual([]);
});

test('the vhost "/" by its name', () => {
  const shop = cluster + vhost + queueOf('shop');
  expect(check(shop + told(`amqp://a:b@${host}:5672//`))[0]).toContain('vhost "/" of');
  expect(check(shop + asks(', vhostName: /')).join()).toContain('vhost "/" of');
});
