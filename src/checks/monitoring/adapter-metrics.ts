import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

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
        const has = names.length > 0 ? `it has ${listed(quoted(names))}` : 'it has none';
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
  if (!adapter || others.length > 0) return undefined;
  const rules = valueBelow(adapter, ['rules']);
  // Who comes last answers for external metrics: the adapter, or KEDA, which has those of its own autoscalers alone.
  if (list === 'external' && rules.items(list).length > 0 && sources.some(({ chart }) => chart === 'keda'))
    return undefined;
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
