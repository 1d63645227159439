import { each, get, number, parsePath, records, stringMap, strings, text } from '../../src/manifest/access.js';
import { fieldOf } from '../../src/manifest/field.js';

const object = { a: { 'b.c/d': 'x', list: [{ n: 1 }, 'y', { n: 2 }] }, constructor: undefined };

test('what is not there, or of another type, is undefined or empty', () => {
  expect(get(object, 'a["b.c/d"]')).toBe('x');
  expect(get(object, ['a', 'list', 1])).toBe('y');
  expect(get(object, 'a.none.deeper')).toBeUndefined();
  expect([text(object, 'a.list'), number(object, 'a')]).toEqual([undefined, undefined]);
  expect(records(object, 'a.list')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(strings(object, 'a.list')).toEqual(['y']);
  expect(stringMap(object, 'a')).toEqual(new Map([['b.c/d', 'x']]));
});

test('what every object inherits is not there', () => {
  expect(get({}, 'toString')).toBeUndefined();
  expect(get({}, '__proto__')).toBeUndefined();
  expect(each({}, 'constructor')).toEqual([]);
});

test('paths through lists and maps', () => {
  expect(each(object, 'a.list[].n')).toEqual([
    { path: ['a', 'list', 0, 'n'], value: 1 },
    { path: ['a', 'list', 2, 'n'], value: 2 },
  ]);
  expect(each({ a: { x: { n: 1 }, y: {} } }, 'a.*.n')).toEqual([{ path: ['a', 'x', 'n'], value: 1 }]);
  expect(parsePath('a["b.c/d"].e[].f')).toEqual(['a', 'b.c/d', 'e', '[]', 'f']);
});

test('a field knows where it stands', () => {
  const root = fieldOf({ object, origin: { file: 'x' } });
  expect(
    root
      .at('a')
      .items('list')
      .map(({ path }) => path.join('.')),
  ).toEqual(['a.list.0', 'a.list.1', 'a.list.2']);
  expect(root.entries('a').map(([key, { path }]) => [key, path])).toEqual([
    ['b.c/d', ['a', 'b.c/d']],
    ['list', ['a', 'list']],
  ]);
  const missing = root.at('x.y');
  expect([missing.exists, missing.text, missing.path, missing.items().length]).toEqual([
    false,
    undefined,
    ['x', 'y'],
    0,
  ]);
});
