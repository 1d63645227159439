import { cluster, clusterFacts } from '../../cluster/cluster.js';
import type { ExternalObject, Facts } from '../../cluster/facts.js';
import type { IngressPlatform, Platform } from '../../construct/platform.js';
import { plain } from '../../construct/traced.js';
import type { GitSource } from '../../gitops/application.js';
import type { SealedValues } from '../../security/sealed-file.js';
import type { Acceptance } from '../accept.js';
import { besideAddOns } from '../add-ons/add-on-pods.js';
import { addOnFacts, asInstalled, stackAmong } from '../add-ons/add-ons.js';
import { expectedCalls, storeTalks, talksOf } from '../calls.js';
import type { AnyDefinition, Fleet } from '../fleet.js';
import { hooksTalk } from '../hooks/hook-talks.js';
import { foreignSecrets } from '../secrets.js';
import { exportersOf } from '../watch/exporters.js';
import { monitoringFacts } from '../watch/monitoring-facts.js';
import type { EnvironmentSpec } from './environment-spec.js';
import { type Evaluation, evaluate } from './evaluate.js';
import { meshOf } from './mesh.js';

/** What a fleet says of one environment. No construct is built for it: that takes twenty times as long. */
export interface KnownEnvironment {
  readonly spec: EnvironmentSpec;
  readonly platform: Platform;
  readonly evaluation: Evaluation;
  readonly facts: Facts;
  /** The definition behind each chart, by the chart's id. */
  readonly definitions: ReadonlyMap<string, AnyDefinition>;
  /** What services accept, by the chart's id. */
  readonly acceptances: ReadonlyMap<string, readonly Acceptance[]>;
}

/** Calls every definition for one environment, and works out what its cluster is like. `sealed`: none when absent. */
export function knownEnvironment(
  fleet: Fleet,
  environment: string,
  sealed: SealedValues = new Map(),
): KnownEnvironment {
  const said = fleet.environments[environment];
  if (!said) throw new Error(`environment "${environment}" is not one of the fleet's`);
  const spec: EnvironmentSpec = { ...said, prometheus: asInstalled(said.prometheus, said.addOns) };
  const { registry, ingress, isolation, prometheus, secrets } = spec;
  const platform: Platform = {
    mesh: meshOf(fleet, spec),
    partOf: fleet.name,
    cluster: cluster(spec.cluster),
    registry,
    ingress,
    isolation,
    prometheus,
    runbooks: runbooksIn(spec.git),
    secrets,
  };
  const evaluation = evaluate(fleet, environment);
  const { definitions, stores } = evaluation;
  return {
    spec,
    platform,
    evaluation,
    facts: factsOf(fleet, spec, evaluation, platform, sealed),
    definitions: new Map([...definitions, ...stores].map(({ definition }) => [definition.name, definition])),
    acceptances: new Map(definitions.map(({ definition, spec }) => [definition.name, spec.accepts ?? []])),
  };
}

/** Where a browser reads the runbooks: they lie beside the fleet, in the repository that Argo CD reads. */
function runbooksIn({ repo, revision }: GitSource): string {
  return `${repo.replace(/\.git$/, '')}/blob/${revision}/docs/runbooks`;
}

function factsOf(
  fleet: Fleet,
  spec: EnvironmentSpec,
  evaluation: Evaluation,
  platform: Platform,
  sealed: SealedValues,
): Facts {
  const { definitions, stores } = evaluation;
  const { prometheus, cluster: model } = platform;
  const brought = addOnFacts(spec.addOns);
  const known = clusterFacts(model);
  const made = new Set(
    [...definitions, ...stores].map((one) => `${one.definition.name}.${one.namespace}.svc.cluster.local`),
  );
  const used = definitions.flatMap(({ spec }) => (spec.uses ?? []).map(({ host }) => plain(host)));
  return {
    ...known,
    nodes: besideAddOns(known.nodes ?? [], spec.addOns),
    ...monitoringFacts(evaluation, platform, exportersOf(spec.addOns)),
    ...brought.resources,
    ...ingressClasses(fleet, spec),
    external: [
      ...brought.objects,
      ...foreignSecrets(evaluation, spec, sealed),
      ...sharedGateway(platform.ingress),
      ...stackNamespace(spec),
      ...(fleet.external ?? []),
    ],
    calls: [...definitions.map(talksOf), ...definitions.flatMap(hooksTalk), ...stores.map(storeTalks)].flatMap(
      (talks) => expectedCalls(talks, platform),
    ),
    hosts: [
      ...new Set([
        ...used.filter((host) => !made.has(host)),
        ...(prometheus ? [prometheus.address.replace(/^https?:\/\//, '').replace(/[:/].*$/, '')] : []),
      ]),
    ].sort(),
  };
}

/** The Gateway that the services of an environment share is made by whoever runs it. */
function sharedGateway(ingress: IngressPlatform): readonly ExternalObject[] {
  if (ingress.kind !== 'istio' && ingress.kind !== 'gateway-api') return [];
  const group = ingress.kind === 'istio' ? 'networking.istio.io' : 'gateway.networking.k8s.io';
  return [{ apiVersion: `${group}/v1`, kind: 'Gateway', ...ingress.gateway }];
}

/** Where the monitoring stack is none of the add-ons, its namespace is somebody else's: that nobody brings it is said of its kinds. */
function stackNamespace({ addOns = [], prometheus }: EnvironmentSpec): readonly ExternalObject[] {
  if (!prometheus?.stack || stackAmong(addOns)) return [];
  return [{ apiVersion: 'v1', kind: 'Namespace', name: prometheus.stack.namespace }];
}

/** Every class of an environment whose add-ons are known: theirs, and those that others bring by the fleet's word. */
function ingressClasses({ external = [] }: Fleet, { addOns, ingress }: EnvironmentSpec): Pick<Facts, 'ingressClasses'> {
  if (!addOns) return {};
  const objects = [...addOns.flatMap(({ brings }) => brings.objects ?? []), ...external];
  const named = objects.filter(({ kind }) => kind === 'IngressClass').map(({ name }) => name);
  return { ingressClasses: [...new Set([...named, ...(ingress.kind === 'class' ? [ingress.className] : [])])].sort() };
}
