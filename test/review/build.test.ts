import { glanceOf } from '../../src/review/glance.js';
import { set } from '../diff/scripted.js';
import { mixed, reviewOf } from './sample.js';

it('carries both sides of an object, and the line of TypeScript behind what is new', () => {
  const { environments, places } = reviewOf([set('Deployment cart', 'spec.replicas', 5)]);
  const [object] = environments[0]?.groups[0]?.objects ?? [];
  const changed = object?.yaml.split('\n').filter((line) => !line.startsWith(' '));
  expect(changed).toEqual(['-  replicas: 3', '+  replicas: 5']);
  const [line, place] = object?.places[0] ?? [];
  expect(object?.yaml.split('\n')[line ?? -1]).toBe('+  replicas: 5');
  expect(places[place ?? -1]).toEqual({ at: 'src/fleet/cart.ts:7', code: 'scale: fixed(5),' });
});

it('answers what breaks, what is deleted and what restarts', () => {
  const [environment] = reviewOf(mixed).environments;
  if (!environment) throw new Error('no environment');
  const { breaks, deleted, restarts, also } = glanceOf(environment);
  expect(breaks.map(({ text }) => text)).toContainEqual(expect.stringContaining('spec.selector'));
  expect(deleted.map(({ text }) => text)).toContainEqual(expect.stringContaining('ConfigMap shop/frozen'));
  expect(restarts.map(({ text }) => text.split(':')[0]).sort()).toEqual(['mailer', 'pay']);
  expect(also.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['created']));
  // Each line leads to the group that tells more.
  for (const { group = -1 } of [...deleted, ...restarts]) expect(environment.groups[group]).toBeDefined();
});

it('marks on the map what changes', () => {
  const [environment] = reviewOf([
    set('StatefulSet mailer', 'spec.template.spec.containers.0.image', 'registry.test/mailer:2'),
  ]).environments;
  const boxes = environment?.map.boxes ?? [];
  expect(boxes.filter(({ label }) => label).map(({ name, label }) => [name, label])).toEqual([['mailer', 'restarts']]);
  expect(boxes.length).toBeGreaterThan(3);
});

it('tells those that restart alike in one line, and counts them', () => {
  const image = (name: string) => set(name, 'spec.template.metadata.annotations', { a: 'b' });
  const [environment] = reviewOf([image('Deployment cart'), image('Deployment proxy')]).environments;
  if (!environment) throw new Error('no environment');
  const { restarts } = glanceOf({
    ...environment,
    restarts: environment.restarts.map((one) => ({ ...one, pods: '1 pod', long: 'about 30 s', lossText: 'none' })),
  });
  expect(restarts).toMatchObject([{ text: 'proxy and cart: 1 pod each, about 30 s; none', objects: 2 }]);
});

it('does not call it broken that a value is not in force yet, nor that the alerts of a deleted service go', () => {
  const { environments } = reviewOf([set('ConfigMap cart-settings', 'data.COLOUR', 'blue')]);
  const [environment] = environments;
  if (!environment) throw new Error('no environment');
  expect(environment.groups[0]).toMatchObject({ kind: 'pending', grave: true });
  expect(glanceOf(environment).breaks).toEqual([]);
});
