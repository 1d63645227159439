import { expandedNames } from '../../src/values/expansion.js';

test.each([
  ['redis://:$(REDIS_PASSWORD)@$(REDIS_HOST):6379', ['REDIS_PASSWORD', 'REDIS_HOST']],
  ['$$(NAME)', []],
  ['$$$(NAME)', ['NAME']],
  ['$(date) $NAME $(', []],
])('%s', (text, names) => {
  expect(expandedNames(text)).toEqual(names);
});
