import type { ClusterSpec } from '../cluster/cluster.js';
import type { GitSource } from '../gitops/application.js';
import { didYouMean } from '../values/did-you-mean.js';
import type { EnvironmentSpec } from './environment-spec.js';
import type { ServiceSpec, WorkerSpec } from './spec.js';

type KeysOf<T> = T extends unknown ? keyof T : never;
type Extra<Spec, Given> = Exclude<KeysOf<Given>, KeysOf<Spec>>;

/**
 * The type of a definition's name: any text, unless the definition has a property that its kind does not know. The
 * compiler does not look for such properties in what a function returns, so the name carries the message.
 */
export type NameUnlessExtra<Kind extends string, Spec, Given> = [Extra<Spec, Given>] extends [never]
  ? string
  : `"${Extra<Spec, Given> & string}" is no property of a ${Kind}`;

/**
 * Environments as they are written, unless one has a property that none has: names of environments and nodes are taken from
 * what is written, and where the compiler takes a type from, it does not look for such properties.
 */
export type EnvironmentsUnlessExtra<Given> = {
  readonly [Name in keyof Given]: Known<'environment', EnvironmentSpec, Given[Name]> & {
    readonly cluster: Known<'cluster', ClusterSpec, Inside<Given[Name], 'cluster'>>;
    readonly git: Known<'Git source', GitSource, Inside<Given[Name], 'git'>>;
  };
};

type Inside<Given, Key> = Key extends keyof Given ? Given[Key] : never;
type Known<Kind extends string, Spec, Given> = {
  readonly [Key in keyof Given]: Key extends KeysOf<Spec>
    ? unknown
    : [Given[Key]] extends [undefined]
      ? never
      : NoProperty<Kind>;
};

/**
 * What no value has: where the compiler names it, a property stands that its owner does not know. Where the value is
 * `undefined`, no intersection is left of it, and the compiler would take the whole owner for `never`: so it is `never` itself.
 */
interface NoProperty<Kind extends string> {
  readonly isNoPropertyOf: Kind;
}

// Kept complete by the compiler: a property more or less in the types does not compile here.
const service: Record<KeysOf<ServiceSpec>, true> = {
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
  port: true,
  route: true,
  health: true,
  delivery: true,
  hooks: true,
};

const worker: Record<KeysOf<WorkerSpec>, true> = {
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
  celery: true,
  metricsPort: true,
  localState: true,
  delivery: true,
  hooks: true,
};

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

const owners = { service, worker, environment, cluster, 'Git source': git };

/** What an author writes properties of. */
export type PropertyOwner = keyof typeof owners;

/** Whether text names one of them. */
export function isPropertyOwner(text: string): text is PropertyOwner {
  return Object.hasOwn(owners, text);
}

/** Which part of an environment was most likely meant to have a property; undefined when none has one of such a name. */
export function nearestOwner(property: string): PropertyOwner | undefined {
  const inside = ['environment', 'cluster', 'Git source'] as const;
  return inside.find((owner) => didYouMean(property, Object.keys(owners[owner])));
}

/** What other tools call by another name, or say in another place. */
const instead = new Map([
  ['replicas', 'Write scale: fixed(2).'],
  ['autoscaling', 'Write scale: automatic({ min: 2, max: 4, cpu: 70 }).'],
  ['image', 'Write the tag into the images file: eco image set NAME=TAG --env ENV.'],
  ['tag', 'Write the tag into the images file: eco image set NAME=TAG --env ENV.'],
  ['nodeSelector', 'Write node, with the name of a node.'],
  ['path', 'Write route.'],
  ['ingress', 'Write route, with the path.'],
  ['strategy', 'Write delivery.'],
  ['command', 'A service runs what its image says.'],
  ['volumes', 'Write writable, files or, of a worker, localState.'],
]);

/** What to write instead of a property that is none. */
export function propertyFix(owner: PropertyOwner, property: string): string {
  const known = Object.keys(owners[owner]);
  const isBuilt = owner === 'service' || owner === 'worker';
  const near = didYouMean(property, [...known, ...(isBuilt ? instead.keys() : [])]);
  const other = isBuilt ? (instead.get(property) ?? instead.get(near ?? '')) : undefined;
  if (other !== undefined) return other;
  return near ? `Write "${near}".` : `${/^[aeiou]/.test(owner) ? 'An' : 'A'} ${owner} has: ${known.join(', ')}.`;
}
