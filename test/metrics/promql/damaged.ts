import fc from 'fast-check';

/** Queries with a character or two lost, added or replaced. */
export function damaged(queries: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      query: fc.constantFrom(...queries),
      at: fc.nat(),
      cut: fc.nat(2),
      add: fc.constantFrom('', ...'()[]{}",=~:+-/5mxs '),
    })
    .map(({ query, at, cut, add }) => {
      const place = at % query.length;
      return query.slice(0, place) + add + query.slice(place + cut);
    });
}
