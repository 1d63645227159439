import { applicationSources, valueBelow } from '../../manifest/application-sources.js';
import type { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { readQuery } from './read-query.js';

/** Metrics that an autoscaler looks at, and the adapter that gives autoscalers the metrics of Prometheus does not have. */
export function* unservedMetrics(set: ManifestSet): Iterable<Report> {
  const scalers = set.fields('HorizontalPodAutoscaler');
  if (scalers.length === 0) return;
  const served = {
    pods: servedBy(set, 'custom'),
    object: servedBy(set, 'custom'),
    external: servedBy(set, 'external'),
  };
  for (const scaler of scalers)
    for (const metric of scaler.items('spec.metrics'))
      for (const [source, names] of Object.entries(served)) {
        const field = metric.at(`${source}.metric.name`);
        const name = field.text;
        if (!names || name === undefined || names.includes(name) || isTemplated(name)) continue;
        const near = didYouMean(name, names);
        const has = names.length > 0 ? `it has ${listed(names.map((one) => `"${one}"`))}` : 'it has none';
        yield report(field, `"${scaler.manifest.ref.name}" scales by "${name}", which no rule of the adapter gives`, {
          why: `The autoscaler cannot read it, and adds no pod for it: ${has}.`,
          fix: near
            ? `Did you mean "${near}"?`
            : `A rule for it below rules.${source === 'external' ? source : 'custom'}.`,
        });
      }
}

/**
 * The metrics that the one prometheus-adapter of a set makes; undefined where that is not known.
 * Source: prometheus-adapter, docs/config.md, pkg/naming; its chart, values.yaml.
 */
function servedBy(set: ManifestSet, list: 'custom' | 'external'): readonly string[] | undefined {
  const sources = applicationSources(set);
  const [adapter, ...others] = sources.filter(({ chart }) => chart === 'prometheus-adapter');
  // KEDA answers for external metrics where it is installed.
  if (!adapter || others.length > 0 || (list === 'external' && sources.some(({ chart }) => chart === 'keda')))
    return undefined;
  const rules = valueBelow(adapter, ['rules']);
  const hasDefaults = list === 'custom' && rules.at('default').flag !== false;
  if (hasDefaults || rules.at('existing').text) return undefined;
  const names = rules.items(list).map(nameOf);
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** What the adapter calls the metric of a rule; undefined where the rule is about several. */
function nameOf(rule: Field): string | undefined {
  const series = /^\s*([A-Za-z_:][\w:]*)\s*(?:\{|$)/.exec(rule.at('seriesQuery').text ?? '')?.[1];
  const [matches, as] = [rule.at('name.matches').text, rule.at('name.as').text];
  if (series === undefined || isTemplated(matches ?? '')) return undefined;
  try {
    const pattern = new RegExp(matches || '^.*$');
    const groups = new RegExp(`${pattern.source}|`).exec('')?.length ?? 1;
    const written = as || (groups > 1 ? '$1' : '$0');
    return pattern.test(series) ? series.replace(pattern, inJs(written)) : undefined;
  } catch {
    return undefined;
  }
}

/** Groups as Go writes them, `${1}` and `$0`, in the way of JavaScript. */
function inJs(as: string): string {
  return as.replaceAll(/\$\{?(\d+)\}?/g, (_, group: string) => (group === '0' ? '$&' : `$${group}`));
}

// Source: prometheus-adapter, docs/config.md "Querying".
const PARTS = ['Series', 'LabelMatchers', 'GroupBy', 'GroupBySlice', 'LabelValuesByName'];

/** Queries of the adapter that it cannot fill in, or that Prometheus cannot read when it has. */
export function* adapterProblems(set: ManifestSet): Iterable<Report> {
  for (const source of applicationSources(set)) {
    if (source.chart !== 'prometheus-adapter') continue;
    for (const list of ['custom', 'external'])
      for (const one of valueBelow(source, ['rules', list]).items()) yield* queryOf(one);
  }
}

function* queryOf(rule: Field): Iterable<Report> {
  const [series, query] = [rule.at('seriesQuery'), rule.at('metricsQuery')];
  if (!series.exists) yield report(rule, 'a rule of the adapter has no seriesQuery', { why: REFUSED });
  const { text } = query;
  if (text === undefined) return;
  const parts = [...text.matchAll(/<<\s*(?:range\s+|index\s+)?\.(\w+)/g)].map(([, part]) => part ?? '');
  const strange = parts.find((part) => !PARTS.includes(part));
  if (strange !== undefined) {
    const near = didYouMean(strange, PARTS);
    yield report(query, `the adapter fills in no "<<.${strange}>>"`, {
      why: REFUSED,
      fix: near ? `Did you mean "<<.${near}>>"?` : `It fills in ${PARTS.map((part) => `<<.${part}>>`).join(', ')}.`,
    });
    return;
  }
  const filled = text
    .replaceAll(/<<\s*\.Series\s*>>/g, 'series')
    .replaceAll(/<<\s*\.LabelMatchers\s*>>/g, 'label="value"')
    .replaceAll(/<<\s*\.GroupBy\s*>>/g, 'label');
  const { problem } = readQuery(filled);
  if (problem !== undefined && !filled.includes('<<'))
    yield report(query, `the query of the adapter for "${series.text ?? ''}" cannot be read: ${problem}`, {
      why: 'Prometheus refuses it each time: the autoscaler gets no number, and adds no pod.',
    });
  else if (parts.includes('Series') && !parts.includes('LabelMatchers') && !parts.includes('LabelValuesByName'))
    yield report(
      query,
      'the query of the adapter does not ask for the pods of the autoscaler: "<<.LabelMatchers>>" is missing',
      {
        why: 'It measures every series of that name: all autoscalers get the numbers of all pods.',
        fix: '<<.Series>>{<<.LabelMatchers>>}',
        severity: 'warning',
      },
    );
}

const REFUSED = 'The adapter does not start, and no autoscaler that looks at its metrics adds a pod.';
