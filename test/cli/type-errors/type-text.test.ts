import { keysOf } from '../../../src/cli/type-errors/type-text.js';

it.each([
  ['{ port: number; scale: FixedScale; }', ['port', 'scale']],
  [
    '{ readonly port?: number; "my-key": { inner: 1; }; f: (a: { b: 1; }) => void; "x; y: 1": 2; }',
    ['port', 'my-key', 'f'],
  ],
  ['ServiceSpec<"a" | "b">', []],
  ['{}', []],
])('the keys of %s', (type, keys) => {
  expect(keysOf(type)).toEqual(keys);
});
