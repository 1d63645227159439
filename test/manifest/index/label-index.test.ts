import { LabelIndex } from '../../../src/manifest/index/label-index.js';

const index = new LabelIndex<{ readonly name: string; readonly labels: ReadonlyMap<string, string> }>();
for (const [name, labels] of [
  ['a', { app: 'shop', track: 'stable' }],
  ['b', { app: 'cart' }],
  ['c', { track: 'canary', app: 'shop' }],
] as const)
  index.add({ name, labels: new Map(Object.entries(labels)) });

const selected = (labels: Readonly<Record<string, string>>, exists?: string) =>
  index
    .select({
      labels: new Map(Object.entries(labels)),
      expressions: exists === undefined ? [] : [{ key: exists, operator: 'Exists', values: [] }],
    })
    .map(({ name }) => name);

test('what carries every label of a selector, in the order in which it came', () => {
  expect(selected({ app: 'shop' })).toEqual(['a', 'c']);
  expect(selected({ app: 'shop', track: 'canary' })).toEqual(['c']);
  expect(selected({ app: 'shop', track: 'preview' })).toEqual([]);
});

test('a selector without labels looks at all', () => {
  expect(selected({})).toEqual(['a', 'b', 'c']);
  expect(selected({}, 'track')).toEqual(['a', 'c']);
});

test('a label that nothing carries selects nothing', () => {
  expect(selected({ tier: 'web' })).toEqual([]);
});
