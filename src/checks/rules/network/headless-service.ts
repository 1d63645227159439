import { isObject } from '../../../manifest/access.js';
import { applicationSources, valueBelow } from '../../../manifest/argocd/application-sources.js';
import { releasesIn } from '../../../manifest/argocd/charts.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { serviceOf } from '../../../manifest/hosts/hosts.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type Report, report, rule } from '../../rule.js';

const mesh = (service: string) => `
apiVersion: v1
kind: Service
metadata:
  name: tracing
  namespace: istio-system
spec:
  clusterIP: None
  selector: { app: tracing }
  ports:
    - name: zipkin
      port: 9411
---
apiVersion: v1
kind: Service
metadata:
  name: tracing-clusterip
  namespace: istio-system
spec:
  selector: { app: tracing }
  ports:
    - name: zipkin
      port: 9411
---
apiVersion: v1
kind: Pod
metadata:
  name: tracing
  namespace: istio-system
  labels: { app: tracing }
spec:
  containers:
    - name: app
      image: ghcr.io/team/tracing:1.0.0
---
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata:
  name: mesh
  namespace: istio-system
spec:
  meshConfig:
    extensionProviders:
      - name: tracing
        zipkin:
          service: ${service}
          port: 9411
`;

export const headlessService = rule({
  id: 'headless-service',
  severity: 'error',
  what: 'A provider of the mesh is behind a headless Service',
  why: 'Envoy has no endpoints for it: it would send to the address that was dialled, and for its own calls none was. No trace arrives, no request is authorized.',
  fix: 'Name a Service with a ClusterIP that selects the same pods.',
  exceptions: ['Services of charts of which we do not know whether they are headless.'],
  source:
    'Istio, reference/config/istio.mesh.v1alpha1; ops/configuration/traffic-management/network-topologies#headless',
  wrong: mesh('tracing.istio-system.svc.cluster.local # <--'),
  right: mesh('tracing-clusterip.istio-system.svc.cluster.local'),
  *check({ set }) {
    const charts = applicationSources(set)
      .filter(({ chart }) => chart === 'istiod')
      .map((source) => valueBelow(source, ['meshConfig']));
    const operators = set.fields('IstioOperator').map((one) => one.at('spec.meshConfig'));
    for (const config of [...charts, ...operators]) {
      for (const provider of config.items('extensionProviders')) {
        for (const [, settings] of provider.entries()) yield* headless(settings, set);
      }
    }
  },
});

function* headless(settings: Field, set: ManifestSet): Iterable<Report> {
  if (!isObject(settings.value)) return;
  const named = settings.at('service');
  const host = named.text?.replace(/^.*\//, '');
  const found = host === undefined ? undefined : serviceOf(host, undefined, set.namespaces());
  if (!found || found.pod !== undefined) return;
  const { name, namespace } = found.service;
  const manifest = set.find('Service', namespace, name);
  const isHeadless = manifest ? fieldOf(manifest, 'spec.clusterIP').text === 'None' : ofChart(set, namespace, name);
  if (isHeadless) yield report(named, `"${named.text}" is a headless Service`);
}

/** Source: jaegertracing/helm-charts, charts/jaeger/templates: allinone-collector-svc.yaml and its like. */
function ofChart(set: ManifestSet, namespace: string | undefined, name: string): boolean {
  return releasesIn(set, namespace).some(
    ({ chart, full, value }) =>
      chart === 'jaeger' &&
      value('allInOne.enabled') === true &&
      value('allInOne.service.headless') !== false &&
      ['collector', 'query', 'agent'].some((part) => name === `${full}-${part}`),
  );
}
