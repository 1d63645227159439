import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import { mayBeMade, type Release, releasesIn } from '../../manifest/argocd/charts.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { templatesOf } from '../delivery/rollouts.js';
import { type Report, report } from '../rule.js';
import { chartKey, GRAFANA } from './dashboards.js';

/** Addresses that are not the one of the Prometheus that the one chart of a set brings. */
export function* otherAddresses(set: ManifestSet): Iterable<Report> {
  const own = ownOf(set);
  if (!own) return;
  const { service, namespace, port } = own;
  const right = `http://${service}.${namespace}.svc:${port}`;
  for (const { field, port: beside } of addressesOf(set)) {
    const [, host = '', written] = /^https?:\/\/([a-z0-9.-]+)(?::(\d+))?(?:\/|$)/.exec(field.text ?? '') ?? [];
    const [name, where, ...rest] = host.split('.');
    const called = written === undefined ? beside : { field, number: Number(written) };
    if (name === service && where === namespace) {
      if (called === undefined || called.number === undefined || called.number === port) continue;
      yield report(called.field, `Prometheus is asked on port ${called.number}, and it listens on ${port}`, {
        why: 'Nothing answers there: each query is an error.',
        fix: right,
      });
      // What ends in .svc is looked at wherever it stands.
    } else if (where !== undefined && rest.length === 0 && (name === service || isNowhere(set, where, name)))
      yield report(field, `Prometheus is asked at "${host}", and it is "${service}" in namespace "${namespace}"`, {
        why: 'The name does not resolve: each query is an error.',
        fix: right,
      });
  }
}

/** Whether a namespace is there, and nothing in it that is called so. Others speak Prometheus' language too. */
function isNowhere(set: ManifestSet, namespace: string, name = ''): boolean {
  const isThere = set.find('Service', namespace, name) !== undefined || mayBeMade(set, namespace, name, 'Service');
  return set.namespaces().includes(namespace) && !isThere;
}

interface Address {
  readonly field: Field;
  /** Where the port is a value of its own. */
  readonly port?: { readonly field: Field; readonly number: number | undefined };
}

/** Every place that says where Prometheus is. Those of pods are calls, which are looked at as such. */
function addressesOf(set: ManifestSet): readonly Address[] {
  const analyses = templatesOf(set).flatMap((template) =>
    fieldOf(template)
      .items('spec.metrics')
      .map((metric) => metric.at('provider.prometheus.address')),
  );
  const canaries = set.fields('MetricTemplate').map((root) => root.at('spec.provider.address'));
  const triggers = [...set.fields('ScaledObject'), ...set.fields('ScaledJob')].flatMap((root) =>
    root.items('spec.triggers').map((trigger) => trigger.at('metadata.serverAddress')),
  );
  const charts = applicationSources(set).flatMap((source): Address[] => {
    if (source.chart === 'prometheus-adapter') {
      const [field, port] = [valueBelow(source, ['prometheus', 'url']), valueBelow(source, ['prometheus', 'port'])];
      return [{ field, port: { field: port, number: port.number } }];
    }
    if (!GRAFANA.has(source.chart)) return [];
    return valueBelow(source, chartKey(source.chart, 'datasources'))
      .entries()
      .flatMap(([, file]) => file.items('datasources'))
      .filter((one) => one.at('type').text === 'prometheus')
      .map((one) => ({ field: one.at('url') }));
  });
  const written = [...analyses, ...canaries, ...triggers].map((field): Address => ({ field }));
  return [...written, ...charts].filter(({ field }) => field.text !== undefined);
}

/** Source: kube-prometheus-stack, values.yaml: prometheus.service.port; templates/_helpers.tpl. */
function ownOf(set: ManifestSet): { service: string; namespace: string; port: number } | undefined {
  const stacks = applicationSources(set).filter(({ chart }) => chart === 'kube-prometheus-stack');
  const [only, ...more] = stacks;
  if (!only || more.length > 0 || set.kind('Prometheus').length > 0) return undefined;
  const isStack = ({ chart, name }: Release) => chart === only.chart && name === only.release;
  const full = releasesIn(set, only.namespace).find(isStack)?.full;
  if (full === undefined || only.namespace === undefined) return undefined;
  const port = valueBelow(only, ['prometheus', 'service', 'port']).number ?? 9090;
  // The chart cuts its names, so that those of the operator's pods are short enough.
  const stem = full.slice(0, 26).replace(/-$/, '');
  return { service: `${stem}-prometheus`, namespace: only.namespace, port };
}
