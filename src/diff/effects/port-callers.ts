import type { ObjectRef } from '../../diagnostic/diagnostic.js';
import { text } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import { callsOf, portOf } from '../../manifest/hosts/calls.js';
import { describeRef, type Manifest, objectKey } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../../manifest/references.js';
import { endpointsOf } from '../rollout/pods.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';

/**
 * Who calls a port that a Service drops, each as a sentence; none where nobody in sight does. Routes that name the port
 * by its name follow by themselves; pods keep the number that they were started with.
 */
export function callersOf(
  before: Manifest,
  after: Manifest,
  port: number,
  sets: Pick<Context, 'before' | 'after'>,
): readonly string[] {
  const calling = new Set(podsCalling(after, port, sets.after).map(({ ref }) => objectKey(ref)));
  const old = podsCalling(before, port, sets.before).filter(({ ref }) =>
    sets.after.find(ref.kind, ref.namespace, ref.name),
  );
  const still = old.filter(({ ref }) => calling.has(objectKey(ref))).map(({ ref }) => ref.name);
  const until = old.filter(({ ref }) => !calling.has(objectKey(ref)) && !runsOnce(ref)).map(({ ref }) => ref.name);
  const routes = routesTo(after, port, sets.after).map(({ ref }) => describeRef(ref));
  const [only] = until;
  return [
    ...(routes.length > 0 ? [`${listed(routes)} still ${routes.length === 1 ? 'leads' : 'lead'} to it`] : []),
    ...(still.length > 0 ? [`${listed(still)} still ${still.length === 1 ? 'calls' : 'call'} it`] : []),
    ...(only
      ? [`${until.length === 1 ? `${only}'s old pods` : `old pods of ${listed(until)}`} call it until they restart`]
      : []),
    ...(text(before.object, 'spec.type') === 'LoadBalancer' ? ['whoever calls its load balancer is refused'] : []),
  ];
}

/** A Job is made anew with each run. */
function runsOnce({ kind }: ObjectRef): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

/** Workloads whose pods are told to call a port of a Service; its own pods are told where they are reached. */
function podsCalling(service: Manifest, port: number, set: ManifestSet): readonly Manifest[] {
  const own = endpointsOf(service, set);
  const calls = callsOf(set).filter(
    (told) => told.target.is === 'manifest' && told.target.manifest === service && portOf(told) === port,
  );
  return [...new Set(calls.map(({ pod }) => pod.manifest))].filter((workload) => !own.includes(workload));
}

/** Routes to a port of a Service by its number. */
function routesTo(service: Manifest, port: number, set: ManifestSet): readonly Manifest[] {
  const edges = referencesOf(set)
    .to(service)
    .filter((edge) => {
      const beside = fieldOf(edge.from).at(edge.path.slice(0, -1)).at('port');
      return targetManifest(edge) === service && (beside.number ?? beside.at('number').number) === port;
    });
  return [...new Set(edges.map(({ from }) => from))];
}
