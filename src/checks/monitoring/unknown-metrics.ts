import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { perSet } from '../../manifest/manifest-set.js';
import { exporters, knownSeries, seriesOfCatalogue } from '../../metrics/catalogue.js';
import { newNameOf } from '../../metrics/renamed.js';
import { didYouMean, editDistance, isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { type AskedSeries, seriesAsked, wanted } from './chain.js';
import { isJobOf } from './exporter-chain.js';
import { likeName, longerName } from './like-names.js';

/** Every name that is asked for, and the queries that ask. */
export type AskedNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The names that queries of a set ask for. */
export const askedNames = perSet((set: ManifestSet): AskedNames => {
  const found = new Map<string, Set<string>>();
  for (const { metric, query } of seriesAsked(set)) {
    const texts = found.get(metric) ?? new Set();
    texts.add(query.text);
    found.set(metric, texts);
  }
  return found;
});

/** A name that is nearly one of an exporter, or the name of a histogram, which has no series itself. */
export function* unknownMetric(asked: AskedSeries, facts: Facts, others: AskedNames): Iterable<Report> {
  const { field, name } = asked.query;
  const { selector, metric } = asked;
  if (metric === 'true' || metric === 'false') {
    yield report(field, `"${name}" compares with "${metric}", which is the name of a metric here`, {
      fix: `Compare with a number: ${metric === 'true' ? '1' : '0'}.`,
    });
    return;
  }
  const histogram = knownSeries(`${metric}_bucket`);
  if (histogram) {
    if (selector.matchers.some((one) => one.label === 'quantile')) return;
    yield report(field, `"${name}" asks for "${metric}", a histogram: it has no series of that name`, {
      fix: `${metric}_bucket, ${metric}_sum or ${metric}_count.`,
    });
    return;
  }
  const today = newNameOf(metric);
  if (today !== undefined) {
    yield report(field, `"${name}" asks for "${metric}", which has another name today`, { fix: `${today}.` });
    return;
  }
  const family = families.find((one) => one.test(metric));
  const owner = exporters.find(({ prefix }) => prefix?.test(metric));
  if (!owner && !family) {
    yield* slipOfOwn(asked, facts);
    yield* slipOfOthers(asked, others);
    return;
  }
  const near = didYouMean(metric, seriesOfCatalogue());
  // Two letters in a name of forty are a slip; further away it may be a metric that we do not know.
  const slip = owner && near && knownSeries(near)?.exporter === owner && editDistance(metric, near) <= 2;
  const whole = slip || !owner ? undefined : (longerName(metric, owner) ?? likeName(metric, owner));
  if (whole !== undefined) {
    yield report(field, `"${name}" asks for "${metric}", which ${owner?.name} does not have`, {
      fix: `Did you mean "${whole}"?`,
    });
    return;
  }
  if (!slip && !family) return;
  yield report(field, `"${name}" asks for "${metric}", which ${owner?.name ?? 'no exporter'} does not have`, {
    fix: near ? `${near}` : 'Ask for a metric that it has.',
  });
}

/** A name that one query asks for, where several others ask for nearly the same: the words are those, or a letter is. */
function* slipOfOthers({ query: { field, name }, metric }: AskedSeries, others: AskedNames): Iterable<Report> {
  if (others.get(metric)?.size !== 1) return;
  for (const [other, texts] of others) {
    if (texts.size < LEAST || knownSeries(other) || other === metric || !isSame(metric, other)) continue;
    yield report(field, `"${name}" asks for "${metric}", and ${texts.size} other queries for "${other}"`, {
      fix: `Did you mean "${other}"?`,
    });
    return;
  }
}

/** So many queries ask for a metric that is there. */
const LEAST = 3;

/** Whether two names are meant for the same: the same words in another order, or in the plural, or a slip. */
function isSame(one: string, other: string): boolean {
  const words = (name: string) => singular(name).split('_').toSorted().join(' ');
  return words(one) === words(other) || (isOneSlip(one, other) && !DIGITS.test(one) && !DIGITS.test(other));
}

const DIGITS = /\d/;

/** Who yields metrics to the query of one workload; undefined where the query asks others too, or nothing is known. */
export function workloadAsked({ selector }: AskedSeries, facts: Facts) {
  const job = wanted(selector, 'job') ?? wanted(selector, 'service') ?? wanted(selector, 'container');
  const namespace = wanted(selector, 'namespace');
  return facts.exporters?.find(
    ({ pods }) => pods && isJobOf(pods, job) && (namespace === undefined || namespace === pods.namespace),
  );
}

/** A name that is a letter away from one that the workload of the query is known to yield. It may have others too. */
function* slipOfOwn(asked: AskedSeries, facts: Facts): Iterable<Report> {
  const { query, metric } = asked;
  const of = workloadAsked(asked, facts);
  if (!of) return;
  const near = didYouMean(metric, seriesOfCatalogue());
  if (!near || knownSeries(near)?.exporter.name !== of.exporter || !isOneSlip(metric, near)) return;
  yield report(query.field, `"${query.name}" asks for "${metric}", and "${of.pods?.name}" has "${near}"`, {
    fix: `Did you mean "${near}"?`,
  });
}

const singular = (metric: string) => metric.replace(/s(?=_|$)/g, '');

/** Beginnings of names of which the catalogue has all. */
const families = [/^redis_stream_/];
