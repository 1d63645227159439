import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { knownSeries } from '../../metrics/catalogue.js';
import { labelValues } from '../../metrics/label-values.js';
import type { Matcher } from '../../metrics/promql/ast.js';
import { labelsOf } from '../../metrics/promql/labels.js';
import { nodes } from '../../metrics/promql/walk.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { labelValue, nameValue } from './asked-values.js';
import type { AskedSeries } from './chain.js';
import type { AskedQuery } from './queries.js';
import { isFilledIn } from './read-query.js';
import { workloadAsked } from './unknown-metrics.js';

/** Labels, and values of labels, that no series of a metric can have. */
export function* strangeLabels(asked: AskedSeries, set: ManifestSet, facts: Facts): Iterable<Report> {
  for (const matcher of asked.selector.matchers) {
    const { label, op, value } = matcher;
    if (label === '__name__' || label === 'le' || value === '') continue;
    yield* labelName(asked, matcher, facts);
    if (!isFilledIn(value)) yield* patternAsText(asked, matcher);
    if (op === '!=' || op === '!~' || isFilledIn(value)) continue;
    yield* labelValue(asked, matcher);
    yield* nameValue(asked, matcher, set, facts);
  }
}

/** Names that labels once had, or that other exporters give them, where the metric has the right one. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['code', 'response_code'],
  ['status', 'response_code'],
  ['status_code', 'response_code'],
  ['pod_name', 'pod'],
  ['container_name', 'container'],
]);

function* labelName(asked: AskedSeries, matcher: Matcher, facts: Facts): Iterable<Report> {
  const { label, op, value } = matcher;
  const { metric, selector } = asked;
  const { field, name } = asked.query;
  const known = knownSeries(metric);
  // Others may use a name without a prefix of its own, with other labels.
  const isSure = known?.exporter.prefix || workloadAsked(asked, facts)?.exporter === known?.exporter.name;
  const labels = known && isSure ? known.metric.labels : known ? [] : OF_ALL;
  if (labels.includes(label)) return;
  const other = OTHER_NAMES.get(label);
  // Its value says which label is meant, where nobody asks for that one besides.
  const byValue = (one: string) =>
    op === '=' &&
    labelValues(metric, one)?.values.includes(value) &&
    !selector.matchers.some((other) => other.label === one);
  const today = labels.find((one) => one === other) ?? labels.find(byValue);
  // What may be absent is asked for on purpose; relabelling may add any label: only what is nearly one of its own is a slip.
  const isAsked = op === '=' || op === '=~';
  const near = isAsked ? didYouMean(label, labels) : undefined;
  const meant = today ?? (near && isOneSlip(label, near) ? near : undefined);
  if (meant === undefined) return;
  yield report(field, `"${name}" asks for label "${label}" of "${metric}", which has none of that name`, {
    fix: `${meant}${op}"${value}"`,
  });
}

/** Labels to add up by that a slip makes of one of the series: each sum is then over all of them. */
export function* strangeGroups({ expr, field, name }: AskedQuery): Iterable<Report> {
  for (const node of expr ? nodes(expr) : []) {
    if (node.kind !== 'aggregate' || node.grouping?.mode !== 'by') continue;
    const isKnown = labelsOf(node.of, labelsOfMetric) !== 'any';
    const there = labelsOf(node.of, (metric) => labelsOfMetric(metric) ?? OF_TARGETS);
    const labels = there === 'any' ? [] : [...there];
    for (const label of node.grouping.labels) {
      const near = labels.includes(label) ? undefined : labels.find((one) => isSlipOf(label, one, isKnown ? 4 : 6));
      if (near === undefined || node.grouping.labels.includes(near)) continue;
      yield report(field, `"${name}" adds up by "${label}", which no series there has`, {
        why: 'All series are one then: what the label should tell apart is not told, and templates that name it stay empty.',
        fix: `${node.op} by (${node.grouping.labels.map((one) => (one === label ? near : one)).join(', ')})`,
      });
    }
  }
}

function labelsOfMetric(metric: string): ReadonlySet<string> | undefined {
  const known = knownSeries(metric);
  return known && new Set(known.metric.labels);
}

/** A letter too many, too few or another; in a word of fewer than `least` letters, that may be another word, two swapped. */
function isSlipOf(label: string, meant: string, least: number): boolean {
  const letters = (word: string) => [...word].sort().join('');
  return isOneSlip(label, meant) && (meant.length >= least || letters(label) === letters(meant));
}

/** Labels that a target gives to whatever is read of it. */
const OF_TARGETS: ReadonlySet<string> = new Set(['namespace', 'job', 'service', 'pod', 'container', 'instance']);

/** Labels that a target gives to whatever is read of it, long enough to tell a slip from another word. */
const OF_ALL = ['namespace', 'container', 'instance'];

/** A pattern behind `=` or `!=`, which compare letter by letter. */
function* patternAsText({ query: { field, name } }: AskedSeries, { label, op, value }: Matcher): Iterable<Report> {
  if ((op !== '=' && op !== '!=') || !/\.[*+]|\w\|\w|^\*|\*$/.test(value)) return;
  yield report(field, `"${name}" asks for ${label}${op}"${value}", which is compared letter by letter`, {
    why: `No label has that value: the query ${op === '=' ? 'gives nothing' : 'leaves nothing out'}.`,
    fix: `${label}${op === '=' ? '=~' : '!~'}"${value.replaceAll(/(?<!\.)\*/g, '.*')}"`,
  });
}
