import type { ClusterSpec } from '../../cluster/cluster.js';
import type { Resources } from '../../construct/pod/resources.js';
import type { GitSource } from '../../gitops/application.js';
import type { AlertOptions } from '../../monitoring/alert.js';
import type { OwnAlert } from '../../monitoring/own-alert.js';
import type { Slo } from '../../monitoring/slo.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { CeleryProps } from '../celery.js';
import type { EnvironmentSpec } from '../environment/environment-spec.js';
import type { ServiceSpec, WorkerSpec } from '../spec.js';
import type { KeysOf } from './unknown-properties.js';

// Kept complete by the compiler: a property more or less in the types does not compile here.
const workload: Record<KeysOf<ServiceSpec> & KeysOf<WorkerSpec>, true> = {
  node: true,
  scale: true,
  resources: true,
  env: true,
  secrets: true,
  uses: true,
  needs: true,
  files: true,
  writable: true,
  repository: true,
  shutdown: true,
  team: true,
  scrape: true,
  slo: true,
  alerts: true,
  ownAlerts: true,
  accepts: true,
  overrides: true,
  delivery: true,
  hooks: true,
};

const service: Record<KeysOf<ServiceSpec>, true> = { ...workload, port: true, route: true, health: true };

const worker: Record<KeysOf<WorkerSpec>, true> = { ...workload, celery: true, metricsPort: true, localState: true };

const environment: Record<KeysOf<EnvironmentSpec>, true> = {
  cluster: true,
  registry: true,
  ingress: true,
  prometheus: true,
  alerting: true,
  alerts: true,
  notifications: true,
  isolation: true,
  secrets: true,
  addOns: true,
  operators: true,
  freezes: true,
  removed: true,
  git: true,
};

const cluster: Record<KeysOf<ClusterSpec>, true> = {
  kubernetes: true,
  network: true,
  nodes: true,
  pinning: true,
  systemPods: true,
  storageClass: true,
};

const git: Record<KeysOf<GitSource>, true> = { repo: true, revision: true, detection: true };

const resources: Record<KeysOf<Resources>, true> = { cpu: true, memory: true };

const celery: Record<KeysOf<CeleryProps>, true> = { app: true, pool: true, concurrency: true };

const slo: Record<KeysOf<Slo>, true> = { availability: true, latency: true, window: true, floor: true };

const latency: Record<KeysOf<Slo['latency']>, true> = { within: true, objective: true };

const alert: Record<KeysOf<AlertOptions>, true> = { limit: true, for: true, severity: true };

const ownAlert: Record<KeysOf<OwnAlert>, true> = {
  query: true,
  for: true,
  severity: true,
  summary: true,
  description: true,
  runbook: true,
};

/** By the words that messages have for them. */
const owners = {
  'a service': service,
  'a worker': worker,
  'an environment': environment,
  'a cluster': cluster,
  'a Git source': git,
  resources,
  celery,
  'an SLO': slo,
  'the latency of an SLO': latency,
  'an alert': alert,
  'an alert of ownAlerts': ownAlert,
};

/** The keys below which a definition has them. */
const keysTo = new Map<PropertyOwner, readonly string[]>([
  ['resources', ['resources']],
  ['celery', ['celery']],
  ['an SLO', ['slo']],
  ['the latency of an SLO', ['slo', 'latency']],
  ['an alert', ['alerts']],
  ['an alert of ownAlerts', ['ownAlerts']],
]);

/** What an author writes properties of. */
export type PropertyOwner = keyof typeof owners;

/** Whether text names one of them. */
export function isPropertyOwner(text: string): text is PropertyOwner {
  return Object.hasOwn(owners, text);
}

/** By the names of their types. */
const ofType = new Map<string, PropertyOwner>([
  ['ServiceSpec', 'a service'],
  ['WorkerSpec', 'a worker'],
  ['StatefulWorkerSpec', 'a worker'],
  ['StatelessWorkerSpec', 'a worker'],
  ['EnvironmentSpec', 'an environment'],
  ['ClusterSpec', 'a cluster'],
  ['GitSource', 'a Git source'],
  ['Resources', 'resources'],
  ['CeleryProps', 'celery'],
  ['Slo', 'an SLO'],
  ['AlertOptions', 'an alert'],
  ['OwnAlert', 'an alert of ownAlerts'],
]);

/** What a type of that name has properties of; undefined for others. */
export function ownerOfType(type: string): PropertyOwner | undefined {
  return ofType.get(type);
}

/** Whether an owner has a property of that name. */
export function isPropertyOf(owner: PropertyOwner, property: string): boolean {
  return Object.hasOwn(owners[owner], property);
}

/** The keys below which a definition has what they are properties of; none where that is the definition itself. */
export function keysToOwner(owner: PropertyOwner): readonly string[] {
  return keysTo.get(owner) ?? [];
}

/** Which part of an environment was most likely meant to have a property; undefined when none has one of such a name. */
export function nearestOwner(property: string): PropertyOwner | undefined {
  const inside = ['an environment', 'a cluster', 'a Git source'] as const;
  return inside.find((owner) => didYouMean(property, Object.keys(owners[owner])));
}

const tag = 'Write the tag into the images file: eco image set NAME=TAG --env ENV.';
const pair = "Write { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] }: the request, then the limit.";

/** What other tools call by another name, or say in another place. */
const ofWorkloads: Readonly<Record<string, string>> = {
  replicas: 'Write scale: fixed(2).',
  autoscaling: 'Write scale: automatic({ min: 2, max: 4, cpu: 70 }).',
  image: tag,
  tag,
  nodeSelector: 'Write node, with the name of a node.',
  path: 'Write route.',
  ingress: 'Write route, with the path.',
  strategy: 'Write delivery.',
  command: 'A service runs what its image says.',
  volumes: 'Write writable, files or, of a worker, localState.',
};

const instead: { readonly [Owner in PropertyOwner]?: Readonly<Record<string, string>> } = {
  'a service': ofWorkloads,
  'a worker': ofWorkloads,
  resources: { requests: pair, limits: pair, request: pair, limit: pair },
};

/** What to write instead of a property that is none. */
export function propertyFix(owner: PropertyOwner, property: string): string {
  const known = Object.keys(owners[owner]);
  const others = new Map(Object.entries(instead[owner] ?? {}));
  const near = didYouMean(property, [...known, ...others.keys()]);
  const other = others.get(property) ?? others.get(near ?? '');
  if (other !== undefined) return other;
  const has = owner === 'resources' ? 'have' : 'has';
  return near ? `Write "${near}".` : `${owner.charAt(0).toUpperCase()}${owner.slice(1)} ${has}: ${known.join(', ')}.`;
}
