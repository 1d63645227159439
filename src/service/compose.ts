import { App, Chart } from 'cdk8s';
import { cluster, clusterFacts } from '../cluster/cluster.js';
import type { Call, ExternalObject, Facts } from '../cluster/facts.js';
import type { IngressPlatform, Platform } from '../construct/platform.js';
import type { Rewrite } from '../construct/rewrite.js';
import { plain, undraft } from '../construct/traced.js';
import type { Finding } from '../diagnostic/diagnostic.js';
import type { GitSource } from '../gitops/application.js';
import { subscriptions } from '../gitops/notifications.js';
import type { SealedValues } from '../security/sealed-file.js';
import type { Acceptance } from './accept.js';
import { besideAddOns, checkRoom } from './add-on-pods.js';
import { addOnFacts, checkStack, composeAddOns } from './add-ons.js';
import { applications, unique, wavesAfter } from './applications.js';
import { callsOf, storeTalks, talksOf } from './calls.js';
import { EcoService } from './eco-service.js';
import { EcoWorker } from './eco-worker.js';
import { argocdFolder, type Evaluation, evaluate, monitoringFolder } from './evaluate.js';
import { exportersOf } from './exporters.js';
import type { AnyDefinition, EnvironmentSpec, Fleet } from './fleet.js';
import { hooksTalk } from './hook-talks.js';
import type { Image } from './image.js';
import { meshOf } from './mesh.js';
import { monitoringApplication } from './monitoring-application.js';
import { monitoringFacts } from './monitoring-facts.js';
import { networkAccess } from './network-access.js';
import { composePlatform } from './platform-chart.js';
import { foreignSecrets } from './secrets.js';
import { watchCluster } from './watch-cluster.js';
import { watchStore } from './watch-store.js';

/** One environment as a tree of constructs, and what is known besides. */
export interface Composition {
  readonly app: App;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** Names of which a finding says why nothing is certain. */
  readonly unclear: ReadonlySet<string>;
  /** The definition behind each chart, by the chart's id. */
  readonly definitions: ReadonlyMap<string, AnyDefinition>;
  /** What services accept, by the chart's id. */
  readonly acceptances: ReadonlyMap<string, readonly Acceptance[]>;
}

/** Tag and digest of a service's image. A service that has none gets one that no registry has: synthesis has failed then. */
export type ImagePins = ReadonlyMap<string, Pick<Image, 'tag' | 'digest'>>;

/** Builds the constructs of one environment. */
export function compose(
  fleet: Fleet,
  environment: string,
  pins: ImagePins,
  sealed: SealedValues = new Map(),
): Composition {
  const spec = fleet.environments[environment];
  if (!spec) throw new Error(`environment "${environment}" is not one of the fleet's`);
  const model = cluster(spec.cluster);
  const { registry, ingress, isolation, prometheus, secrets } = spec;
  const runbooks = runbooksIn(spec.git);
  const platform: Platform = {
    mesh: meshOf(fleet, spec),
    partOf: fleet.name,
    cluster: model,
    registry,
    ingress,
    isolation,
    prometheus,
    runbooks,
    secrets,
  };
  const evaluation = evaluate(fleet, environment);
  const { definitions, stores, findings, unclear } = evaluation;

  const app = new App({ outdir: 'unused' });
  const rewrites = new Map<string, readonly Rewrite[]>();
  const ground = composePlatform(app, fleet, environment, spec, model, evaluation, sealed);
  for (const { definition, namespace, store } of stores) {
    const chart = new Chart(app, definition.name, { namespace, disableResourceNameHashes: true });
    store.build(chart, definition.name, { ...platform, priorityClass: ground.storePriority });
    const identity = { name: definition.name, component: store.component, partOf: fleet.name };
    networkAccess(chart, identity, { port: store.metricsPort, routed: false }, platform);
    watchStore(chart, identity, store, platform, spec.alerts);
  }
  for (const evaluated of definitions) {
    const { name } = evaluated.definition;
    const chart = new Chart(app, name, { namespace: evaluated.namespace, disableResourceNameHashes: true });
    const pin = pins.get(name) ?? { tag: 'missing' };
    const image = { repository: `${spec.registry.url}/${evaluated.spec.repository ?? name}`, ...pin };
    if (evaluated.kind === 'service') {
      const service = new EcoService(chart, name, { ...evaluated.spec, image, platform });
      rewrites.set(name, service.rewrites);
    } else new EcoWorker(chart, name, { ...evaluated.spec, image, platform });
  }
  const teams = definitions.flatMap((one) => one.spec.team ?? []);
  watchCluster(app, platform, {
    alerting: spec.alerting,
    alerts: spec.alerts,
    namespaces: unique([...definitions, ...stores]),
    teams,
    exporters: exportersOf(spec.addOns),
  });
  const argocd = new Chart(app, argocdFolder, { disableResourceNameHashes: true });
  const { addOns = [] } = spec;
  const annotations = subscriptions(spec.notifications, 'ground');
  composeAddOns(argocd, fleet.name, addOns, annotations);
  checkRoom(argocd, [...model.nodes.values()], addOns);
  checkStack(argocd, prometheus, addOns);
  const wave = wavesAfter(addOns);
  const stack = prometheus?.stack;
  if (stack) {
    const folder = `dist/${environment}/${monitoringFolder}`;
    monitoringApplication(argocd, { fleet: fleet.name, folder, stack, git: spec.git, wave: wave.stores, annotations });
  }
  applications(argocd, fleet, environment, evaluation, ground, spec.git, rewrites, wave);
  return {
    app,
    facts: facts(fleet, spec, evaluation, platform, sealed),
    findings,
    unclear,
    acceptances: new Map(definitions.map(({ definition, spec }) => [definition.name, spec.accepts ?? []])),
    definitions: new Map([...definitions, ...stores].map(({ definition }) => [definition.name, definition])),
  };
}

/** Where a browser reads the runbooks: they lie beside the fleet, in the repository that Argo CD reads. */
function runbooksIn({ repo, revision }: GitSource): string {
  return `${repo.replace(/\.git$/, '')}/blob/${revision}/docs/runbooks`;
}

function facts(
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
      (talks) => callsOf(talks, platform).map((call) => undraft<Call>(call)),
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

/** Where add-ons are somebody else's, so is the namespace of the monitoring stack. */
function stackNamespace({ addOns, prometheus }: EnvironmentSpec): readonly ExternalObject[] {
  if (addOns || !prometheus?.stack) return [];
  return [{ apiVersion: 'v1', kind: 'Namespace', name: prometheus.stack.namespace }];
}

/** Every class of an environment whose add-ons are known: theirs, and those that others bring by the fleet's word. */
function ingressClasses({ external = [] }: Fleet, { addOns, ingress }: EnvironmentSpec): Pick<Facts, 'ingressClasses'> {
  if (!addOns) return {};
  const objects = [...addOns.flatMap(({ brings }) => brings.objects ?? []), ...external];
  const named = objects.filter(({ kind }) => kind === 'IngressClass').map(({ name }) => name);
  return { ingressClasses: [...new Set([...named, ...(ingress.kind === 'class' ? [ingress.className] : [])])].sort() };
}
