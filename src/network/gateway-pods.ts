import { get, number, text } from '../manifest/access.js';
import { type ApplicationSource, applicationSources } from '../manifest/argocd/application-sources.js';
import type { Labels } from '../manifest/labels.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { isTemplated } from '../manifest/references.js';

/** The pods of a gateway that a chart of Istio makes. */
export interface GatewayPods {
  readonly by: ApplicationSource;
  readonly labels: Labels;
}

const OTHERS = new Set(['base', 'istiod', 'cni', 'ztunnel']);

/**
 * The gateways that charts of Istio make; undefined where something else may make one, or none is shown.
 * Source: istio/istio, manifests/charts/gateway/templates/_helpers.tpl.
 */
export const gatewayPods = perSet((set: ManifestSet): readonly GatewayPods[] | undefined => {
  const charts = applicationSources(set).filter(({ source }) => /istio/i.test(source.at('repoURL').text ?? ''));
  const made = charts.filter(({ chart }) => chart === 'gateway');
  const isPlain = (one: ApplicationSource) => one.values !== undefined && !one.source.at('helm.valueFiles').exists;
  const others = charts.some(({ chart }) => chart !== 'gateway' && !OTHERS.has(chart));
  if (made.length === 0 || others || !made.every(isPlain) || set.kind('IstioOperator').length > 0) return undefined;
  return made.map((by) => ({ by, labels: labelsOf(by) }));
});

function labelsOf({ values, release }: ApplicationSource): Labels {
  const name = text(values, 'name') ?? release;
  const own = Object.entries(get(values, 'labels') ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  return new Map([['app', name], ['istio', name.replace(/^istio-/, '')], ...own]);
}

/**
 * The ports of its Service; undefined where the values do not say them all.
 * Source: istio/istio, manifests/charts/gateway/values.yaml.
 */
export function gatewayPorts({
  by,
}: GatewayPods): readonly { readonly port: number; readonly target: number }[] | undefined {
  const written = get(by.values, 'service.ports');
  if (written === undefined) return BY_DEFAULT.map((port) => ({ port, target: port }));
  if (!Array.isArray(written)) return undefined;
  const ports = written.map((one) => ({ port: number(one, 'port'), target: number(one, 'targetPort') }));
  const known = ports.flatMap(({ port, target }) => (port === undefined ? [] : [{ port, target: target ?? port }]));
  return known.length === ports.length ? known : undefined;
}

const BY_DEFAULT = [15021, 80, 443];

/** Whether the labels are known: nothing fills them in later. */
export function isKnown({ labels }: GatewayPods): boolean {
  return ![...labels.values()].some(isTemplated);
}
