import { didYouMean } from '../values/did-you-mean.js';
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

/** What other tools call by another name, or say in another place. */
const instead = new Map([
  ['replicas', 'Write scale: fixed(2).'],
  ['autoscaling', 'Write scale: automatic({ min: 2, max: 4, cpu: 70 }).'],
  ['image', 'Write the tag into the images file: eco image set NAME=TAG.'],
  ['tag', 'Write the tag into the images file: eco image set NAME=TAG.'],
  ['nodeSelector', 'Write node, with the name of a node.'],
  ['path', 'Write route.'],
  ['ingress', 'Write route, with the path.'],
  ['strategy', 'Write delivery.'],
  ['command', 'A service runs what its image says.'],
  ['volumes', 'Write writable, files or, of a worker, localState.'],
]);

/** What to write instead of a property that is none. */
export function propertyFix(kind: 'service' | 'worker', property: string): string {
  const known = Object.keys({ service, worker }[kind]);
  const near = didYouMean(property, known);
  const other = instead.get(property);
  if (other !== undefined) return other;
  return near ? `Write "${near}".` : `A ${kind} has: ${known.join(', ')}.`;
}
