import fc from 'fast-check';
import { parse } from '../../../src/metrics/promql/parse.js';
import { typeProblems } from '../../../src/metrics/promql/types.js';
import { install } from '../../debian.js';
import { damaged } from './damaged.js';
import { refusedByPromtool } from './promtool.js';
import { refused, valid } from './queries.js';

function accepts(query: string): boolean {
  const parsed = parse(query);
  return !('problem' in parsed) && typeProblems(parsed.expr).length === 0;
}

/** Prometheus 3 takes a number for a duration and a duration for a number; older ones do not. */
function isNewer(query: string, why = ''): boolean {
  if (/trailing commas/.test(why)) return /, *\d+[a-z]+\)/.test(query);
  return /unexpected duration|missing unit character|expected duration|unexpected number/.test(why);
}

// Two minutes are for a slow mirror.
beforeAll(() => install('prometheus'), 120_000);

it('takes and refuses the same queries as promtool, whole and damaged', () => {
  const queries = [...new Set([...valid, ...refused, ...fc.sample(damaged(valid), { numRuns: 20000, seed: 1 })])];
  const why = refusedByPromtool(queries);
  const disagreements = queries.flatMap((query, i) =>
    accepts(query) === !why.has(i) || isNewer(query, why.get(i)) ? [] : [{ query, promtool: why.get(i) ?? 'takes it' }],
  );
  console.log(`${queries.length} queries, ${why.size} refused by promtool, ${disagreements.length} disagreements`);
  expect(disagreements).toEqual([]);
});
