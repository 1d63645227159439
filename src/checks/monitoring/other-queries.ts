import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import { fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { templatesOf } from '../delivery/rollouts.js';

/** A query of something that is no rule and no dashboard. */
export interface OtherQuery {
  readonly field: Field;
  readonly name: string;
  readonly by: 'analysis' | 'trigger' | 'adapter';
}

/** Every query of analyses, of autoscalers and of the adapter that gives them metrics. */
export function otherQueries(set: ManifestSet): readonly OtherQuery[] {
  return [...analyses(set), ...triggers(set), ...adapters(set)].filter(({ field }) => field.text !== undefined);
}

/** Source: Argo Rollouts, analysis/prometheus; Flagger, usage/metrics#custom-metrics. */
function* analyses(set: ManifestSet): Iterable<OtherQuery> {
  for (const template of templatesOf(set))
    for (const metric of fieldOf(template).items('spec.metrics'))
      yield { field: metric.at('provider.prometheus.query'), name: metric.at('name').text ?? '', by: 'analysis' };
  for (const template of set.fields('MetricTemplate'))
    if (template.at('spec.provider.type').text === 'prometheus')
      yield { field: template.at('spec.query'), name: template.manifest.ref.name, by: 'analysis' };
}

/** Source: KEDA, scalers/prometheus. */
function* triggers(set: ManifestSet): Iterable<OtherQuery> {
  for (const scaler of [...set.fields('ScaledObject'), ...set.fields('ScaledJob')])
    for (const trigger of scaler.items('spec.triggers'))
      if (trigger.at('type').text === 'prometheus')
        yield { field: trigger.at('metadata.query'), name: scaler.manifest.ref.name, by: 'trigger' };
}

/** Source: prometheus-adapter, docs/config.md. */
function* adapters(set: ManifestSet): Iterable<OtherQuery> {
  for (const source of applicationSources(set)) {
    if (source.chart !== 'prometheus-adapter') continue;
    for (const list of ['custom', 'external'])
      for (const one of valueBelow(source, ['rules', list]).items())
        yield { field: one.at('seriesQuery'), name: 'seriesQuery', by: 'adapter' };
  }
}
