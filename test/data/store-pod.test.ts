import { storePod } from '../../src/data/store-pod.js';
import { drawn } from './drawn.js';

const identity = { name: 'db', component: 'database', partOf: 'shop' };
const pod = {
  server: { name: 'db', image: 'x:1' },
  user: 999,
  data: '/data',
  scratch: [
    { name: 'tmp', folder: '/tmp' },
    { name: 'shm', folder: '/dev/shm', inMemory: 64 },
  ],
  gracePeriodSeconds: 60,
};
const { spec } = drawn(storePod(identity, { nodeSelector: { disk: 'fast' } }, 'first', pod));

it('mounts all that the server writes to, the volume last: a mount below another comes after it', () => {
  expect(spec.containers[0].volumeMounts).toEqual([
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'shm', mountPath: '/dev/shm' },
    { name: 'data', mountPath: '/data' },
  ]);
});

it('keeps variables of other Services away from servers that read variables of that form', () => {
  expect(spec.enableServiceLinks).toBe(false);
});

it('lies where it is told, with the priority that it is given', () => {
  expect(spec).toMatchObject({ nodeSelector: { disk: 'fast' }, priorityClassName: 'first' });
});

it('has no exporter when there is none', () => {
  expect(spec.containers).toHaveLength(1);
});
