import { foldRows, rowsOf } from '../../../src/review/page/rows.js';

it('puts what comes beside what goes, and marks the part that differs', () => {
  const rows = rowsOf({ yaml: ' a: 1\n-image: web:1.0\n+image: web:1.1\n+extra: x', places: [[2, 4]] });
  expect(rows).toEqual([
    { is: 'same', before: { number: 1, text: 'a: 1' }, after: { number: 1, text: 'a: 1' } },
    {
      is: 'changed',
      before: { number: 2, text: 'image: web:1.0', from: 13, to: 14 },
      after: { number: 2, text: 'image: web:1.1', from: 13, to: 14 },
      place: 4,
    },
    { is: 'changed', after: { number: 3, text: 'extra: x' } },
  ]);
});

it('keeps changes without a meaning apart', () => {
  expect(rowsOf({ yaml: '<cpu: 1000m\n>cpu: "1"', places: [] })).toMatchObject([{ is: 'cosmetic' }]);
});

it('hides long stretches in which nothing changes', () => {
  const same = Array.from({ length: 20 }, (_, i) => ` k${i}: v`);
  const rows = rowsOf({ yaml: [...same, '-x: 1', '+x: 2', ...same].join('\n'), places: [] });
  expect(foldRows(rows).map(({ folded, rows: all }) => [folded, all.length])).toEqual([
    [true, 17],
    [false, 7],
    [true, 17],
  ]);
});
