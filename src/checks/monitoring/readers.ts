import type { Facts } from '../../cluster/facts.js';
import { each, get, isObject, text } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import { labelSelector, labelsOf, type Selector, selects } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** A Prometheus that reads objects of a kind, and which of them. Undefined: it reads none. */
export interface Reader {
  readonly name: string;
  readonly selector: Selector | undefined;
  /** Namespaces in which it looks; undefined where that is not known, or all. */
  readonly own: string | undefined;
  /** False where values that are not shown may say something else. */
  readonly sure: boolean;
}

const fields: Readonly<Record<string, string>> = {
  ServiceMonitor: 'serviceMonitor',
  PodMonitor: 'podMonitor',
  Probe: 'probe',
  PrometheusRule: 'rule',
};

/** Kinds that a Prometheus of the operator reads. */
export const readKinds = Object.keys(fields);

/** Who reads objects of a kind: by facts, by Prometheus objects of the set, or by the chart that brings one. */
export function readersOf(set: ManifestSet, facts: Facts, kind: string): readonly Reader[] {
  if (facts.prometheus) {
    const labels = new Map(Object.entries(facts.prometheus.selects));
    return [
      { name: 'the Prometheus of the environment', selector: { labels, expressions: [] }, own: undefined, sure: true },
    ];
  }
  const stem = fields[kind];
  if (stem === undefined) return [];
  const objects = set.kind('Prometheus').map((manifest): Reader => {
    const spec = fieldOf(manifest, 'spec');
    const namespaces = spec.at(`${stem}NamespaceSelector`);
    return {
      name: `Prometheus "${manifest.ref.name}"`,
      selector: labelSelector(spec.at(`${stem}Selector`).value),
      own: namespaces.exists ? undefined : manifest.ref.namespace,
      sure: true,
    };
  });
  return [...objects, ...set.kind('Application').flatMap((one) => charts(one, stem))];
}

/** Source: kube-prometheus-stack, values.yaml: `…SelectorNilUsesHelmValues`. */
function charts(application: Manifest, stem: string): Reader[] {
  const spec = get(application.object, 'spec');
  const sources = [...each(spec, 'source'), ...each(spec, 'sources[]')].map(({ value }) => value);
  return sources.flatMap((source): Reader[] => {
    if (!isObject(source) || source.chart !== 'kube-prometheus-stack') return [];
    const release = text(source, 'helm.releaseName') ?? application.ref.name;
    const values = get(source, 'helm.valuesObject.prometheus.prometheusSpec');
    // Values as text, or in files, are not read: what they say is not known.
    if (!isObject(get(source, 'helm.valuesObject')) && isObject(source.helm)) return [];
    if (get(values, `${stem}SelectorNilUsesHelmValues`) === false || isObject(get(values, `${stem}Selector`)))
      return [];
    const selector = { labels: new Map([['release', release]]), expressions: [] };
    const sure = !['valueFiles', 'values', 'fileParameters', 'parameters'].some(
      (key) => get(source, `helm.${key}`) !== undefined,
    );
    return [{ name: `the chart of Application "${application.ref.name}"`, selector, own: undefined, sure }];
  });
}

/** Whether a Prometheus reads an object. */
export function reads({ selector, own }: Reader, { object, ref }: Manifest): boolean {
  return selector !== undefined && selects(selector, labelsOf(object)) && (own === undefined || own === ref.namespace);
}
