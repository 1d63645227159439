import fc from 'fast-check';
import { layout } from '../../src/map/layout.js';

const column = (placed: ReturnType<typeof layout>, id: string) => placed.find((one) => one.id === id)?.column;

it('puts callers before what they call, and who calls nobody at the end', () => {
  const placed = layout(
    ['db', 'api', 'lone', 'web'],
    [
      { from: 'web', to: 'api' },
      { from: 'api', to: 'db' },
      { from: 'web', to: 'db' },
    ],
  );
  expect(['web', 'api', 'db', 'lone'].map((id) => column(placed, id))).toEqual([0, 1, 2, 3]);
});

it('keeps a box beside its callers', () => {
  const links = [
    { from: 'a', to: 'of a' },
    { from: 'b', to: 'of b' },
  ];
  const placed = layout(['a', 'b', 'of b', 'of a'], links);
  const row = (id: string) => placed.find((one) => one.id === id)?.row;
  expect(row('of a')).toBe(row('a'));
  expect(row('of b')).toBe(row('b'));
});

it('takes cycles, gives each box one place, and no two the same', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const links = fc.array(fc.record({ from: id, to: id }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.uniqueArray(id), links, (ids, all) => {
      const known = all.filter(({ from, to }) => from !== to && ids.includes(from) && ids.includes(to));
      const placed = layout(ids, known, 3);
      expect(placed.map((one) => one.id).sort()).toEqual([...ids].sort());
      expect(new Set(placed.map(({ column: x, row: y }) => `${x} ${y}`)).size).toBe(ids.length);
    }),
  );
});
