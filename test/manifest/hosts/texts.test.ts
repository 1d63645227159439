import { textsIn } from '../../../src/manifest/hosts/texts.js';

const value = { a: 'x', b: [{ c: 'y' }, 'z', 1], skip: { d: 'w' } };

test('the texts that are wanted, each with its steps and the key that it stands under', () => {
  const keys: string[] = [];
  const found = textsIn(value, (text, key) => {
    keys.push(key);
    return text !== 'x';
  });
  expect(found.map(({ path, text }) => ({ path, text }))).toEqual([
    { path: ['b', 0, 'c'], text: 'y' },
    { path: ['b', 1], text: 'z' },
    { path: ['skip', 'd'], text: 'w' },
  ]);
  expect([...new Set(keys)]).toEqual(['a', 'c', 'b', 'd']);
});

test('what one rule did not want, the next may', () => {
  expect(textsIn(value, (text) => text === 'v')).toEqual([]);
  expect(textsIn(value, (text) => text === 'w').map(({ path }) => path)).toEqual([['skip', 'd']]);
});
