import { App, Chart } from 'cdk8s';
import type { Rewrite } from '../../construct/rewrite.js';
import { plain } from '../../construct/traced.js';
import { subscriptions } from '../../gitops/notifications.js';
import type { SealedValues } from '../../security/sealed-file.js';
import { checkRoom } from '../add-ons/add-on-pods.js';
import { checkStack, composeAddOns } from '../add-ons/add-ons.js';
import { EcoService } from '../eco-service.js';
import { EcoWorker } from '../eco-worker.js';
import type { Fleet } from '../fleet.js';
import type { Image } from '../image.js';
import { networkAccess } from '../network-access.js';
import { exportersOf } from '../watch/exporters.js';
import { monitoringApplication } from '../watch/monitoring-application.js';
import { watchCluster } from '../watch/watch-cluster.js';
import { watchStore } from '../watch/watch-store.js';
import { registryProblem } from './addresses.js';
import { applications, unique, wavesAfter } from './applications.js';
import type { DefinitionFinding } from './definition-finding.js';
import { badFleetNames } from './definition-names.js';
import { argocdFolder, monitoringFolder } from './folders.js';
import { type KnownEnvironment, knownEnvironment } from './known-environment.js';
import { composePlatform } from './platform-chart.js';

/** One environment as a tree of constructs, and what is known besides. */
export interface Composition extends Pick<KnownEnvironment, 'facts' | 'definitions' | 'acceptances'> {
  readonly app: App;
  readonly findings: readonly DefinitionFinding[];
  /** Names of which a finding says why nothing is certain. */
  readonly unclear: ReadonlySet<string>;
}

/** Tag and digest of a service's image. A service that has none gets one that no registry has: synthesis has failed then. */
export type ImagePins = ReadonlyMap<string, Pick<Image, 'tag' | 'digest'>>;

/** Builds the constructs of one environment. */
export function compose(
  given: Fleet,
  environment: string,
  pins: ImagePins,
  sealed: SealedValues = new Map(),
): Composition {
  const { spec, platform, evaluation, ...known } = knownEnvironment(given, environment, sealed);
  // What is refused has a name that objects can have: what follows from it is not said again.
  const fleet = badFleetNames(given).length > 0 ? { ...given, name: 'fleet', rootApplication: 'root' } : given;
  const registry = registryProblem(spec.registry) === undefined ? spec.registry.url : 'registry.invalid';
  const { cluster: model, prometheus } = platform;
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
    const image = { repository: `${registry}/${evaluated.spec.repository ?? name}`, ...pin };
    if (evaluated.kind === 'service') {
      const service = new EcoService(chart, name, { ...evaluated.spec, image, platform });
      rewrites.set(name, service.rewrites);
    } else new EcoWorker(chart, name, { ...evaluated.spec, image, platform });
  }
  const teams = [
    ...definitions.flatMap((one) => one.spec.team ?? []),
    ...stores.flatMap(({ store }) => (store.team === undefined ? [] : [plain(store.team)])),
  ];
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
  checkRoom(argocd, model.nodes, known.facts.nodes ?? []);
  checkStack(argocd, fleet.environments[environment]?.prometheus, addOns);
  const wave = wavesAfter(addOns);
  const stack = prometheus?.stack;
  if (stack) {
    const folder = `dist/${environment}/${monitoringFolder}`;
    monitoringApplication(argocd, { fleet: fleet.name, folder, stack, git: spec.git, wave: wave.stores, annotations });
  }
  applications(argocd, fleet, environment, evaluation, ground, spec.git, rewrites, wave);
  return { app, ...known, findings, unclear };
}
