import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { knownSeries } from '../../metrics/catalogue.js';
import { labelValues } from '../../metrics/label-values.js';
import type { Matcher } from '../../metrics/promql/ast.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { labelValue, nameValue } from './asked-values.js';
import type { AskedSeries } from './chain.js';
import { isFilledIn } from './read-query.js';

/** Labels, and values of labels, that no series of a metric can have. */
export function* strangeLabels(asked: AskedSeries, set: ManifestSet, facts: Facts): Iterable<Report> {
  for (const matcher of asked.selector.matchers) {
    const { label, op, value } = matcher;
    if (label === '__name__' || label === 'le' || value === '') continue;
    yield* labelName(asked, matcher);
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

function* labelName({ query: { field, name }, metric, selector }: AskedSeries, matcher: Matcher): Iterable<Report> {
  const { label, op, value } = matcher;
  const known = knownSeries(metric);
  const labels = known?.exporter.prefix ? known.metric.labels : known ? [] : OF_ALL;
  if (labels.includes(label)) return;
  const other = OTHER_NAMES.get(label);
  // Its value says which label is meant, where nobody asks for that one besides.
  const byValue = (one: string) =>
    op === '=' &&
    labelValues(metric, one)?.values.includes(value) &&
    !selector.matchers.some((asked) => asked.label === one);
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
