import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { readQuery } from './read-query.js';

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
