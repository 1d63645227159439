import type { Facts } from '../../cluster/facts.js';
import { each, get, isObject, text } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import { namespaceLabels } from '../../manifest/index/namespace-labels.js';
import { labelSelector, labelsOf, type Selector, selects } from '../../manifest/labels.js';
import type { Json, Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** A Prometheus, or an Alertmanager, that reads objects of a kind, and which of them. Undefined: it reads none. */
export interface Reader {
  readonly name: string;
  readonly selector: Selector | undefined;
  /** The namespace in which alone it looks; undefined where that is not known, or there are several. */
  readonly own: string | undefined;
  /** By which labels it chooses the namespaces in which it looks; undefined where it looks in all. */
  readonly namespaces?: Selector | undefined;
  /** False where values that are not shown may say something else. */
  readonly sure: boolean;
}

/** What reads a kind: its own kind, where the chart has it, and how its selectors are called. */
interface Reading {
  readonly by: 'Prometheus' | 'Alertmanager';
  readonly values: string;
  readonly stem: string;
}

const ofPrometheus = (stem: string): Reading => ({ by: 'Prometheus', values: 'prometheus.prometheusSpec', stem });

const fields: Readonly<Record<string, Reading>> = {
  ServiceMonitor: ofPrometheus('serviceMonitor'),
  PodMonitor: ofPrometheus('podMonitor'),
  Probe: ofPrometheus('probe'),
  PrometheusRule: ofPrometheus('rule'),
  AlertmanagerConfig: { by: 'Alertmanager', values: 'alertmanager.alertmanagerSpec', stem: 'alertmanagerConfig' },
};

/** Kinds that a Prometheus or an Alertmanager of the operator reads. */
export const readKinds = Object.keys(fields);

/** Who reads objects of a kind: by facts, by Prometheus objects of the set, or by the chart that brings one. */
export function readersOf(set: ManifestSet, facts: Facts, kind: string): readonly Reader[] {
  const reading = fields[kind];
  if (reading === undefined) return [];
  const { by, stem } = reading;
  if (facts.prometheus && by === 'Prometheus') {
    const labels = new Map(Object.entries(facts.prometheus.selects));
    return [
      { name: 'the Prometheus of the environment', selector: { labels, expressions: [] }, own: undefined, sure: true },
    ];
  }
  const objects = set.kind(by).map((manifest): Reader => {
    const spec = fieldOf(manifest, 'spec');
    const namespaces = spec.at(`${stem}NamespaceSelector`);
    return {
      name: `${by} "${manifest.ref.name}"`,
      selector: labelSelector(spec.at(`${stem}Selector`).value),
      own: namespaces.exists ? undefined : manifest.ref.namespace,
      namespaces: chosen(namespaces.value),
      sure: true,
    };
  });
  return [...objects, ...set.kind('Application').flatMap((one) => charts(one, reading))];
}

/** Source: kube-prometheus-stack, values.yaml: `…SelectorNilUsesHelmValues`. */
function charts(application: Manifest, { by, values: path, stem }: Reading): Reader[] {
  const spec = get(application.object, 'spec');
  const sources = [...each(spec, 'source'), ...each(spec, 'sources[]')].map(({ value }) => value);
  return sources.flatMap((source): Reader[] => {
    if (!isObject(source) || source.chart !== 'kube-prometheus-stack') return [];
    const release = text(source, 'helm.releaseName') ?? application.ref.name;
    const values = get(source, `helm.valuesObject.${path}`);
    // Values as text, or in files, are not read: what they say is not known.
    if (!isObject(get(source, 'helm.valuesObject')) && isObject(source.helm)) return [];
    const written = chosen(get(values, `${stem}Selector`));
    const namespaces = chosen(get(values, `${stem}NamespaceSelector`));
    const all = by === 'Alertmanager' || get(values, `${stem}SelectorNilUsesHelmValues`) === false;
    if (all && !written && !namespaces) return [];
    const selector = written ?? { labels: new Map(all ? [] : [['release', release]]), expressions: [] };
    const sure = !['valueFiles', 'values', 'fileParameters', 'parameters'].some(
      (key) => get(source, `helm.${key}`) !== undefined,
    );
    return [{ name: `the chart of Application "${application.ref.name}"`, selector, own: undefined, namespaces, sure }];
  });
}

/** A selector that chooses; the empty one takes all, and one that Helm is given empty is as good as none. */
function chosen(value: Json | undefined): Selector | undefined {
  const selector = isObject(value) ? labelSelector(value) : undefined;
  return selector && selector.labels.size + selector.expressions.length > 0 ? selector : undefined;
}

/** Whether a Prometheus reads an object. */
export function reads(reader: Reader, manifest: Manifest, set: ManifestSet): boolean {
  const { selector } = reader;
  return selector !== undefined && selects(selector, labelsOf(manifest.object)) && looksIn(reader, manifest, set);
}

/** Whether a Prometheus looks in the namespace of an object. */
export function looksIn({ own, namespaces }: Reader, { ref }: Manifest, set: ManifestSet): boolean {
  if (own !== undefined) return own === ref.namespace;
  const labels = namespaceLabels(set).get(ref.namespace ?? '');
  return !namespaces || !labels || selects(namespaces, labels);
}
