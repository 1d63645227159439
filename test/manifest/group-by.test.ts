import { groupBy } from '../../src/manifest/group-by.js';

test('items by what is said of them, in their order', () => {
  expect([...groupBy(['a', 'bb', 'c', 'dd'], ({ length }) => length)]).toEqual([
    [1, ['a', 'c']],
    [2, ['bb', 'dd']],
  ]);
  expect(groupBy([], () => 1).size).toBe(0);
});
