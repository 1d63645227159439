import type { Json } from '../manifest.js';
import type { ManifestSet } from '../manifest-set.js';
import { type Release, releasesIn } from './charts.js';

/** A Service of a chart, and the ports that it has. */
export interface ChartPorts {
  readonly chart: string;
  readonly ports: readonly number[];
}

/** The ports of a Service that a chart of the set makes; undefined where the chart, or what its values say, is not known. */
export function chartPorts(set: ManifestSet, namespace: string | undefined, service: string): ChartPorts | undefined {
  for (const release of releasesIn(set, namespace)) {
    const made = release.prefixes && Object.hasOwn(CHARTS, release.chart) ? CHARTS[release.chart] : undefined;
    const values = made?.(release)[service];
    const ports = values?.filter((value): value is number => typeof value === 'number');
    if (ports && ports.length === values?.length) return { chart: release.chart, ports };
  }
  return undefined;
}

type Made = Readonly<Record<string, readonly Json[]>>;

/** Services by chart. Source: the templates and values.yaml of grafana, kiali, prometheus-community and bitnami. */
const CHARTS: Readonly<Record<string, (release: Release) => Made>> = {
  grafana: ({ full, value }) => ({
    [full]: value('extraExposePorts') === undefined ? [value('service.port') ?? 80] : [''],
  }),
  'kiali-server': ({ value }) => ({ kiali: [value('server.port') ?? 20001, value('server.metrics_port') ?? 9090] }),
  'kube-prometheus-stack': ({ full, value }) => ({
    [`${full}-prometheus`]: [value('prometheus.service.port') ?? 9090, 8080],
    'prometheus-operated': [9090, 10901],
    'alertmanager-operated': [9093, 9094],
  }),
  postgresql: ({ full, value }) => ({
    [full]: [value('primary.service.ports.postgresql') ?? value('global.postgresql.service.ports.postgresql') ?? 5432],
  }),
};
