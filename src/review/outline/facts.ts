import { routesOf } from '../../diff/effects/routes.js';
import { podsOf, rangeOf } from '../../diff/rollout/pods.js';
import { restartOf } from '../../diff/rollout/restart.js';
import { about, count, listed } from '../../diff/rollout/words.js';
import { get, number, object, records, text } from '../../manifest/access.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { podFacts } from './pod-facts.js';

type Facts = (manifest: Manifest, set: ManifestSet) => readonly string[];

/** What an object says, in a few words each; nothing where its kind says enough. */
export function factsOf(manifest: Manifest, set: ManifestSet): readonly string[] {
  const template = set.podTemplate(manifest);
  const own = FACTS[manifest.ref.kind]?.(manifest, set) ?? [];
  return template ? [...replaced(manifest, set), ...podFacts(template), ...own] : own;
}

const FACTS: Readonly<Record<string, Facts>> = {
  Service: ({ object: service }) =>
    records(service, 'spec.ports').map(
      (port) => `port ${get(port, 'port')} leads to ${get(port, 'targetPort') ?? get(port, 'port')}`,
    ),
  Ingress: routes,
  VirtualService: routes,
  HTTPRoute: routes,
  HorizontalPodAutoscaler: (manifest) => [range(manifest)],
  ScaledObject: (manifest) => [range(manifest)],
  PodDisruptionBudget: ({ object: budget }) =>
    ['minAvailable', 'maxUnavailable'].flatMap((field) => {
      const value = get(budget, `spec.${field}`);
      return value === undefined ? [] : [`${field} ${value}`];
    }),
  ConfigMap: ({ object: map }) => [`files ${listed(Object.keys(object(map, 'data')))}`],
  ExternalSecret: ({ object: secret }) => [
    `keys ${listed(records(secret, 'spec.data').map((one) => text(one, 'secretKey') ?? '?'))} from ${text(secret, 'spec.secretStoreRef.name') ?? '?'}`,
  ],
  ServiceMonitor: scraped('spec.endpoints'),
  PodMonitor: scraped('spec.podMetricsEndpoints'),
  AnalysisTemplate: ({ object: template }) =>
    records(template, 'spec.metrics').map((metric) =>
      [
        `measures ${text(metric, 'name') ?? '?'}`,
        get(metric, 'interval') === undefined ? '' : `every ${get(metric, 'interval')}`,
        aborts(number(metric, 'failureLimit')),
      ]
        .filter(Boolean)
        .join(', '),
    ),
  PrometheusRule: ({ object: rule }) => {
    const rules = records(rule, 'spec.groups').flatMap((group) => records(group, 'rules'));
    const [alerts, series] = ['alert', 'record'].map((key) => rules.flatMap((one) => text(one, key) ?? []));
    return [
      ...(alerts && alerts.length > 0 ? [`alerts ${listed([...new Set(alerts)])}`] : []),
      ...(series && series.length > 0 ? [`records ${count(new Set(series).size, 'series', 'series')}`] : []),
    ];
  },
  Application: ({ object: application }) => [
    `delivers ${text(application, 'spec.source.path') ?? text(application, 'spec.source.chart') ?? '?'}`,
    get(application, 'spec.syncPolicy.automated.prune') === true
      ? 'by itself, and prunes'
      : get(application, 'spec.syncPolicy.automated') === undefined
        ? 'when somebody syncs'
        : 'by itself, without pruning',
  ],
};

/** `failureLimit` failures are let pass. */
function aborts(limit: number | undefined): string {
  return limit === undefined ? '' : `aborts at failure ${limit + 1}`;
}

function routes(manifest: Manifest): string[] {
  return routesOf(manifest).map(({ request, to }) => `${request} leads to ${to}`);
}

function range(manifest: Manifest): string {
  const { min, max } = rangeOf(manifest);
  return `${min} to ${max} pods of ${text(manifest.object, 'spec.scaleTargetRef.name') ?? '?'}`;
}

function scraped(path: string): Facts {
  return ({ object: monitor }) =>
    records(monitor, path).map(
      (one) => `scrapes ${text(one, 'path') ?? '/metrics'} on ${text(one, 'port') ?? get(one, 'targetPort') ?? '?'}`,
    );
}

/** How many pods, and how a new version takes over. */
function replaced(manifest: Manifest, set: ManifestSet): string[] {
  const restart = restartOf(manifest, set);
  if (!restart) return [];
  const long = restart.seconds === undefined ? '' : `, ${about(restart.seconds)}`;
  return [podsOf(manifest, set).text, `a new version: ${restart.order}${long}; ${restart.loss.text}`];
}
