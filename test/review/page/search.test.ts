import { Index } from '../../../src/review/page/search.js';
import { mixed, reviewOf } from '../sample.js';

const groups = reviewOf(mixed).environments[0]?.groups ?? [];
const index = new Index(groups);
const titles = (query: string, ...only: string[]) =>
  index.find({ query, only: new Set(only) }).map((i) => groups[i]?.title ?? '');

it('finds by name, field, value and effect, in any case', () => {
  expect(titles('MAILER')).toEqual(['2 objects in shop: StatefulSet mailer and Rollout pay']);
  expect(titles('tier: web')).toEqual([expect.stringContaining('cart')]);
  expect(titles('sync fails')).toEqual([expect.stringContaining('cart')]);
  expect(titles('mailer nowhere')).toEqual([]);
});

it('filters by effect, together with words', () => {
  expect(titles('', 'restart')).toHaveLength(1);
  expect(titles('pay', 'restart')).toHaveLength(1);
  expect(titles('', 'restart', 'created')).toHaveLength(2);
  expect(titles('pay', 'created')).toEqual([]);
});
