import { formatSelector, labelSelector, mapSelector, selects } from '../../src/manifest/labels.js';

const labels = new Map([
  ['app', 'a'],
  ['tier', 'x'],
]);
const expression = (key: string, operator: string, ...values: string[]) =>
  labelSelector({ matchExpressions: [{ key, operator, values }] });

test.each([
  [mapSelector({ app: 'a' }), true],
  [mapSelector({ app: 'b' }), false],
  [mapSelector({}), true],
  [expression('app', 'In', 'a', 'b'), true],
  [expression('none', 'In', 'a'), false],
  [expression('none', 'NotIn', 'a'), true],
  [expression('app', 'Exists'), true],
  [expression('app', 'DoesNotExist'), false],
  [expression('app', 'Wrong'), false],
])('%#', (selector, expected) => {
  expect(selector && selects(selector, labels)).toBe(expected);
});

test('as kubectl writes it', () => {
  const selector = labelSelector({
    matchLabels: { app: 'a' },
    matchExpressions: [
      { key: 'v', operator: 'NotIn', values: ['1', '2'] },
      { key: 'w', operator: 'DoesNotExist' },
    ],
  });
  expect(selector && formatSelector(selector)).toBe('app=a,v notin (1,2),!w');
});
