import type { Facts } from '../../cluster/facts.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { labelValues } from '../../metrics/label-values.js';
import type { Matcher } from '../../metrics/promql/ast.js';
import { matchesWhole } from '../../metrics/promql/regex.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { namespacesNamed } from '../references/named-namespaces.js';
import { type Report, report } from '../rule.js';
import { type AskedSeries, seriesAsked } from './chain.js';
import { monitorsOf } from './monitors.js';
import { isFilledIn } from './read-query.js';
import { jobsOf } from './relabelings.js';

/** Values of a label of which all, or the usual ones, are known by the metric. */
export function* labelValue(
  { query: { field, name }, metric }: AskedSeries,
  { label, op, value }: Matcher,
): Iterable<Report> {
  if (label === 'response_code' && metric.startsWith('istio_')) {
    const fits = (code: string) => (op === '=' ? code === value : matchesWhole(value, code));
    if (!CODES.some(fits))
      yield report(field, `"${name}" asks for response_code ${op} "${value}", and it has three digits`, {
        fix: `response_code=~"${/^\dxx$/i.test(value) ? `${value[0]}..` : '5..'}"`,
      });
    return;
  }
  const known = labelValues(metric, label);
  if (!known || known.values.some((one) => (op === '=' ? one === value : matchesWhole(value, one)))) return;
  const near =
    known.values.find((one) => one.toLowerCase() === value.toLowerCase()) ??
    known.values.find((one) => one.startsWith(value)) ??
    didYouMean(value, known.values);
  if (
    !known.all &&
    (near === undefined || !(isOneSlip(value, near) || near.toLowerCase().startsWith(value.toLowerCase())))
  )
    return;
  yield report(field, `"${name}" asks for ${label} ${op} "${value}" of "${metric}", which never has it`, {
    fix: near ? `Did you mean "${near}"?` : `One of ${known.values.join(', ')}.`,
  });
}

const CODES = Array.from({ length: 600 }, (_, code) => String(code));

/** Labels whose values are names of the cluster's objects. */
export function* nameValue(
  { query: { field, name }, metric }: AskedSeries,
  { label, op, value }: Matcher,
  set: ManifestSet,
  facts: Facts,
): Iterable<Report> {
  const isNamespace = label === 'namespace' || label.endsWith('_namespace');
  const known = isNamespace ? namespacesIn(set, facts) : namesIn(set).get(label);
  if (!known && op === '=' && !labelValues(metric, label)) yield* unlikeOthers({ field, name }, label, value, set);
  if (!known || (op === '=~' && !/^[\w./-]+(?:\|[\w./-]+)*$/.test(value))) return;
  for (const word of op === '=' ? [value] : value.split('|')) {
    if (known.has(word) || word.length < 4 || !hasSlip(word, known)) continue;
    const near = didYouMean(word, known);
    if (!near || !isOneSlip(word, near) || near.replaceAll(/\d/g, '') === word.replaceAll(/\d/g, '')) continue;
    const what = isNamespace ? 'namespace' : label;
    yield report(field, `"${name}" asks for ${what} "${word}", which nothing declares or uses`, {
      fix: `Did you mean "${near}"?`,
    });
  }
}

/** A value that one query asks for, a letter away from one that several others ask for. */
function* unlikeOthers(
  { field, name }: Pick<AskedSeries['query'], 'field' | 'name'>,
  label: string,
  value: string,
  set: ManifestSet,
): Iterable<Report> {
  const asked = valuesAsked(set).get(label);
  if (asked?.get(value)?.size !== 1 || value.length < 5) return;
  for (const [other, texts] of asked) {
    const isSlip =
      texts.size >= LEAST && isOneSlip(value, other) && other.replaceAll(/\D/g, '') === value.replaceAll(/\D/g, '');
    if (!isSlip) continue;
    yield report(field, `"${name}" asks for ${label} "${value}", and ${texts.size} other queries for "${other}"`, {
      fix: `Did you mean "${other}"?`,
    });
    return;
  }
}

/** So many queries ask for a value that is there. */
const LEAST = 3;

/** The queries that ask for a value, by label and value. */
const valuesAsked = perSet((set: ManifestSet): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> => {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const { selector, query } of seriesAsked(set))
    for (const { label, op, value } of selector.matchers) {
      if (op !== '=' || isFilledIn(value)) continue;
      const values = found.get(label) ?? new Map<string, Set<string>>();
      found.set(label, values);
      const texts = values.get(value) ?? new Set();
      values.set(value, texts);
      texts.add(query.text);
    }
  return found;
});

/** Whether a name is there that the word may be meant for: most words are none's, and one look at each name tells. */
function hasSlip(word: string, known: ReadonlySet<string>): boolean {
  for (const one of known) if (isOneSlip(word, one)) return true;
  return false;
}

const namespacesIn = (() => {
  const found = new WeakMap<ManifestSet, ReadonlySet<string>>();
  return (set: ManifestSet, facts: Facts) => {
    const known = found.get(set) ?? namespacesNamed(set, facts);
    found.set(set, known);
    return known;
  };
})();

const namesIn = perSet((set: ManifestSet): ReadonlyMap<string, ReadonlySet<string>> => {
  const services = new Set(set.kind('Service').map(({ ref }) => ref.name));
  const jobs = monitorsOf(set).flatMap((one) => [one.manifest.ref.name, ...jobsOf(one)]);
  const workloads = set.podTemplates().map(({ manifest }) => manifest.ref.name);
  const containers = set
    .podTemplates()
    .flatMap(({ containers: all }) => all.map(({ field }) => field.at('name').text ?? ''));
  return new Map([
    ['job', new Set([...services, ...jobs])],
    ['service', services],
    ['destination_service_name', services],
    ['deployment', new Set(set.kind('Deployment').map(({ ref }) => ref.name))],
    ['destination_workload', new Set(workloads)],
    ['container', new Set(containers)],
  ]);
});
