import { listMistake } from '../../../src/service/override/list-mistake.js';

const pod = { containers: [{ name: 'cart', args: ['-v', '-q'] }, { name: 'proxy' }], tolerations: [{ key: 'a' }] };

it.each([
  [['containers', 0, 'image']],
  [['containers', 1]],
  [['containers', 2]],
  [['containers', 0, 'args', 1]],
  [['volumes', 0, 'name']],
  [['metadata', 'annotations', '0']],
  [['containers', 0, 'name', 'more']],
])('lets be what fits: %j', (path) => {
  expect(listMistake(pod, path, 'Pod "cart"')).toBeUndefined();
});

it.each([
  [['containers', '1', 'image'], '"1"; the list holds 2 elements', 'Write .at(1) for "proxy".'],
  [['containers', 'proxy', 'image'], '"proxy"; the list holds 2 elements', 'Write .at(1) for "proxy".'],
  [['containers', 'image'], '"image"; the list holds 2', 'Write .at(0) for "cart", .at(1) for "proxy".'],
  [['containers', 2, 'image'], '.at(2); the list holds 2', 'Write .at(0) for "cart", .at(1) for "proxy".'],
  [['containers', 3], '.at(3); the list holds 2', 'Write .at(0) for "cart", .at(1) for "proxy".'],
  [['containers', -1, 'image'], '.at(-1); the list holds 2', 'Write .at(0) for "cart", .at(1) for "proxy".'],
  [['containers', 0, 'args', 0.5], '.at(0.5); the list holds 2', 'Write .at(0) for "-v", .at(1) for "-q".'],
  [['tolerations', 1e9], '.at(1000000000); the list holds 1 element', 'Write .at(0).'],
  [['volumes', 2], '.at(2); the list holds no element', 'Write .at(0).'],
])('says what the list holds: %j', (path, message, fix) => {
  expect(listMistake(pod, path, 'Pod "cart"')).toMatchObject({ message: expect.stringContaining(message), fix });
});
