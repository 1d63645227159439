import type { ImageChange } from '../../src/images/history.js';
import { previousImages, takenBack } from '../../src/images/previous.js';

/** Changes as history gives them, newest first, from tags in the order in which they came. */
const changes = (tags: string): ImageChange[] =>
  [...tags]
    .map((tag, i): ImageChange => {
      const pin = tag === '-' ? undefined : { tag };
      return { commit: String(i), date: '', author: '', subject: '', pin, service: 'a' };
    })
    .reverse();

const tags = (list: Iterable<ImageChange>) => [...list].map(({ pin }) => pin?.tag).join('');

test.each([
  ['one image', 'A', '', ''],
  ['bumps', 'ABC', 'BA', ''],
  ['a revert: back to B is not forth to C', 'ABCB', 'A', 'C'],
  ['two rollbacks in a row', 'ABCBA', '', 'CB'],
  ['a bump after a revert', 'ABCBD', 'BA', 'C'],
  ['a revert of a revert', 'ABCBC', 'BA', ''],
  ['far back, and on from there', 'ABCDAE', 'A', 'DCB'],
  ['a service that was gone for a while', 'AB-C', 'BA', ''],
])('%s', (_, history, previous, back) => {
  const all = changes(history);
  expect(tags(previousImages(all))).toBe(previous);
  expect(new Set(tags(takenBack(all)))).toEqual(new Set(back));
});
