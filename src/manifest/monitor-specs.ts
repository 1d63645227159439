import { applicationSources, valueBelow } from './argocd/application-sources.js';
import { type Field, fieldOf } from './field.js';
import type { Manifest } from './manifest.js';
import { type ManifestSet, perSet } from './manifest-set.js';

/** What a ServiceMonitor or PodMonitor says, whether it stands alone or in the values of the chart that writes it. */
export interface MonitorSpec {
  /** The monitor, or the Application of the chart. */
  readonly manifest: Manifest;
  readonly spec: Field;
  readonly isPods: boolean;
  readonly endpoints: readonly Field[];
  /** Namespaces in which it looks; undefined for all. */
  readonly namespaces: readonly string[] | undefined;
}

/** Every monitor of a set. */
export const monitorSpecs = perSet((set: ManifestSet): readonly MonitorSpec[] => [
  ...set.kind('ServiceMonitor').map((one) => specOf(one, fieldOf(one, 'spec'), one.ref.namespace, false)),
  ...set.kind('PodMonitor').map((one) => specOf(one, fieldOf(one, 'spec'), one.ref.namespace, true)),
  ...applicationSources(set)
    .filter(({ chart }) => chart === 'kube-prometheus-stack')
    .flatMap((source) =>
      CHART.flatMap(([key, isPods]) =>
        valueBelow(source, ['prometheus', key])
          .items()
          .map((spec) => specOf(source.manifest, spec, source.namespace, isPods)),
      ),
    ),
]);

// Source: kube-prometheus-stack, values.yaml: each entry becomes a monitor of its own.
const CHART = [
  ['additionalServiceMonitors', false],
  ['additionalPodMonitors', true],
] as const;

function specOf(manifest: Manifest, spec: Field, own: string | undefined, isPods: boolean): MonitorSpec {
  const looked = spec.at('namespaceSelector');
  const names = looked.items('matchNames').flatMap(({ text }) => text ?? []);
  const within = names.length > 0 ? names : own === undefined ? undefined : [own];
  return {
    manifest,
    spec,
    isPods,
    endpoints: spec.items(isPods ? 'podMetricsEndpoints' : 'endpoints'),
    namespaces: looked.at('any').flag === true ? undefined : within,
  };
}
