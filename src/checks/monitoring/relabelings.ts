import type { Field } from '../../manifest/field.js';
import type { Labels } from '../../manifest/labels.js';
import { labelsOf } from '../../manifest/labels.js';
import { matchesWhole } from '../../metrics/promql/regex.js';
import type { Monitor } from './monitors.js';

/** One step of relabelling, with what is not written filled in. Source: Prometheus, configuration, relabel_config. */
export interface Relabeling {
  readonly field: Field;
  readonly action: string;
  readonly sources: readonly string[];
  readonly regex: string;
  readonly target: string | undefined;
  readonly replacement: string;
}

/** The steps of a list, in their order. */
export function relabelingsIn(list: Field): readonly Relabeling[] {
  return list.items().map((field) => ({
    field,
    action: field.at('action').text?.toLowerCase() ?? 'replace',
    sources: field.items('sourceLabels').flatMap(({ text }) => text ?? []),
    regex: field.at('regex').scalar ?? '(.*)',
    target: field.at('targetLabel').text,
    replacement: field.at('replacement').scalar ?? '$1',
  }));
}

/** The names that Prometheus gives the jobs of a monitor. Source: prometheus-operator, ServiceMonitorSpec.jobLabel. */
export function jobsOf(monitor: Monitor): readonly string[] {
  const { manifest, spec, isPods, services, pods, endpoints } = monitor;
  const key = spec.at('jobLabel').text;
  const labelled = key === undefined ? [] : pods.flatMap(({ labels }) => labels.get(key) ?? []);
  const ofPods = labelled.length > 0 ? labelled : [`${manifest.ref.namespace}/${manifest.ref.name}`];
  const own = isPods
    ? ofPods
    : services.map(({ object, ref }) => (key === undefined ? undefined : labelsOf(object).get(key)) ?? ref.name);
  const jobs = endpoints.flatMap((endpoint) => {
    const set = relabelingsIn(endpoint.at('relabelings')).findLast(({ target }) => target === 'job');
    if (!set) return own;
    return set.action === 'replace' && !set.replacement.includes('$') && set.sources.length === 0
      ? [set.replacement]
      : [];
  });
  return [...new Set(jobs)];
}

/** Whether relabelling lets a value through: of `keep` and `drop`, with one source. */
export function lets({ action, regex }: Relabeling, value: string): boolean {
  const fits = matchesWhole(regex, value);
  return action === 'keep' ? fits : action === 'drop' ? !fits : true;
}

/** Whether a label is still there after this step. */
export function keepsLabel({ action, regex }: Relabeling, label: string): boolean {
  const fits = matchesWhole(regex, label);
  return action === 'labeldrop' ? !fits : action === 'labelkeep' ? fits : true;
}

/** A label of an object as it is called while targets are looked for. */
export function metaValue(labels: Labels, source: string): string | undefined {
  const name = /^__meta_kubernetes_(?:pod|service)_label_(\w+)$/.exec(source)?.[1];
  if (name === undefined) return undefined;
  for (const [key, value] of labels) if (key.replaceAll(/\W/g, '_') === name) return value;
  return '';
}
