import { get, isObject, list, text } from '../access.js';
import { rowOf } from '../kinds.js';
import type { Json } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import { isTemplated } from '../references.js';
import { readYaml } from '../yaml/read-yaml.js';
import { applicationsOf, ownersOf } from './applications.js';

/** A Helm chart that Argo CD installs, and what the names of its Services begin with; undefined where that is not known. */
export interface Release {
  readonly chart: string;
  readonly name: string;
  readonly prefixes: readonly string[] | undefined;
  /** What the chart calls its main objects. */
  readonly full: string;
  /** Every `name` that it is given: of an account, of a Secret. */
  readonly names: ReadonlySet<string>;
  /** A value that it is given; of several sources the first. */
  readonly value: (path: string) => Json | undefined;
}

// Charts that name their Services after the release, as `helm create` writes it. Source: their _helpers.tpl.
const STANDARD = new Set([
  ...[
    'grafana',
    'loki',
    'tempo',
    'jaeger',
    'prometheus',
    'kube-prometheus-stack',
    'prometheus-adapter',
    'alertmanager',
  ],
  ...['postgresql', 'postgresql-ha', 'redis', 'rabbitmq', 'kafka', 'mysql', 'mongodb', 'memcached', 'nats'],
  ...['gateway', 'base', 'external-dns', 'external-secrets', 'cert-manager', 'ingress-nginx', 'metrics-server'],
  ...['redis-operator', 'postgres-operator', 'argocd-image-updater', 'eck-operator'],
]);

// Charts whose Services are always called so.
const FIXED: Readonly<Record<string, readonly string[]>> = {
  istiod: ['istiod'],
  'kiali-server': ['kiali'],
  keda: ['keda'],
  'aws-load-balancer-controller': ['aws-load-balancer'],
  'kube-prometheus-stack': ['prometheus-operated', 'alertmanager-operated'],
  'cert-manager': ['cert-manager'],
  'redis-operator': ['webhook-service'],
};

const releasesOf = perSet((set: ManifestSet): ReadonlyMap<string, readonly Release[]> => {
  const releases = new Map<string, Release[]>();
  for (const { name, spec, namespace = '' } of applicationsOf(set)) {
    for (const source of [get(spec, 'source'), ...list(spec, 'sources')]) {
      const helm = get(source, 'helm');
      const chart = text(source, 'chart') ?? (helm === undefined ? undefined : '');
      if (chart === undefined) continue;
      releases.set(namespace, [
        ...(releases.get(namespace) ?? []),
        release(text(helm, 'releaseName') ?? name, chart, helm),
      ]);
    }
  }
  return releases;
});

function release(name: string, chart: string, helm: Json | undefined): Release {
  const values = [
    ...(readYaml(text(helm, 'values') ?? '', '').documents ?? []).map(({ value }) => value),
    get(helm, 'valuesObject'),
  ];
  const set = (key: string) => {
    const parameter = list(helm, 'parameters').find((item) => text(item, 'name') === key);
    return text(parameter, 'value') ?? values.map((value) => text(value, key)).find((value) => value !== undefined);
  };
  const own = set('nameOverride') ?? chart;
  const full = set('fullnameOverride') ?? (name.includes(own) ? name : `${name}-${own}`);
  const isKnown = STANDARD.has(chart) || Object.hasOwn(FIXED, chart);
  const overrides = values.flatMap((value) => textsAt(value, 'fullnameOverride'));
  const isPlain = !isTemplated(name) && !values.some((value) => EXTRA.some((key) => list(value, key).length > 0));
  const prefixes =
    isKnown && isPlain
      ? [full, name, ...overrides, ...((Object.hasOwn(FIXED, chart) && FIXED[chart]) || [])]
      : undefined;
  return {
    chart,
    name,
    full,
    prefixes,
    names: new Set(values.flatMap((value) => textsAt(value, 'name'))),
    value: (path) => values.map((value) => get(value, path)).find((one) => one !== undefined),
  };
}

// Values with which a chart takes whole objects along.
const EXTRA = ['extraDeploy', 'extraObjects', 'extraManifests', 'extraResources', 'rawResources'];

/** The texts at a key, however deep: a chart hands values down to those that it brings. */
function textsAt(value: Json | undefined, key: string): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([own, item]) =>
    own === key && typeof item === 'string' ? [item] : textsAt(item, key),
  );
}

/** Namespaces into which an Application puts what the files do not show: another repository, or a folder not rendered. */
export const unseenNamespaces = perSet((set: ManifestSet): ReadonlySet<string> => {
  const owning = new Set(ownersOf(set).values());
  return new Set(
    applicationsOf(set)
      .filter((application) => application.paths.length > 0 && !owning.has(application))
      .map(({ namespace }) => namespace ?? ''),
  );
});

const strangers = perSet(
  (set: ManifestSet): ReadonlySet<string> =>
    new Set(set.manifests.filter(({ object }) => !rowOf(object)).map(({ ref }) => ref.namespace ?? '')),
);

// What charts that are known whole add to the names of their Services. Source: their templates.
const ENDS: Readonly<Record<string, RegExp>> = {
  postgresql: /^(?:-primary|-read)?(?:-hl)?$|^-metrics$/,
  redis: /^-(?:master|headless|replicas|metrics|sentinel|node-.*)$/,
  rabbitmq: /^-headless$/,
  grafana: /^-(?:headless|alerting|image-renderer.*)$/,
  'prometheus-adapter': /^$/,
};

/**
 * Whether something that the set does not show may make an object of that name: a chart whose names it could be, an
 * Application of another repository, a kind that we do not know.
 */
export function mayBeMade(
  set: ManifestSet,
  namespace: string | undefined,
  service: string,
  kind: 'Service' | 'other',
): boolean {
  const within = namespace ?? '';
  if (unseenNamespaces(set).has(within) || strangers(set).has(within)) return true;
  // Argo CD itself stands where its Applications do.
  if (service.startsWith('argocd-') && set.owns('Application', namespace)) return true;
  return (releasesOf(set).get(within) ?? []).some(
    ({ chart, prefixes }) =>
      !prefixes ||
      prefixes.some((prefix) => {
        if (service === prefix) return true;
        const end = kind === 'Service' && Object.hasOwn(ENDS, chart) ? ENDS[chart] : undefined;
        return service.startsWith(`${prefix}-`) && (end === undefined || end.test(service.slice(prefix.length)));
      }),
  );
}

/** Charts that are installed into a namespace. */
export function releasesIn(set: ManifestSet, namespace: string | undefined): readonly Release[] {
  return releasesOf(set).get(namespace ?? '') ?? [];
}

/** Whether the set says which namespaces there are: it declares some. */
export function declaresNamespaces(set: ManifestSet): boolean {
  return set.kind('Namespace').length > 0;
}
