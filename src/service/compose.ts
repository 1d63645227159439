import { App, Chart } from 'cdk8s';
import { type Cluster, cluster, clusterFacts } from '../cluster/cluster.js';
import type { ExternalObject, Facts } from '../cluster/facts.js';
import type { IngressPlatform, Platform } from '../construct/platform.js';
import type { Rewrite } from '../construct/rewrite.js';
import type { Finding } from '../diagnostic/diagnostic.js';
import { argoApplication, argocdNamespace, type GitSource } from '../gitops/application.js';
import { applicationHealth } from '../gitops/application-health.js';
import { argoProject } from '../gitops/project.js';
import { EcoService } from './eco-service.js';
import { EcoWorker } from './eco-worker.js';
import { argocdFolder, type Evaluated, evaluate } from './evaluate.js';
import type { AnyDefinition, Fleet } from './fleet.js';
import type { Image } from './image.js';

/** One environment as a tree of constructs, and what is known besides. */
export interface Composition {
  readonly app: App;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** The definition behind each chart, by the chart's id. */
  readonly definitions: ReadonlyMap<string, AnyDefinition>;
}

/** Tag and digest of a service's image. A service that has none gets one that no registry has: synthesis has failed then. */
export type ImagePins = ReadonlyMap<string, Pick<Image, 'tag' | 'digest'>>;

/** Builds the constructs of one environment. */
export function compose(fleet: Fleet, environment: string, pins: ImagePins): Composition {
  const spec = fleet.environments[environment];
  if (!spec) throw new Error(`environment "${environment}" is not one of the fleet's`);
  const model = cluster(spec.cluster);
  const { registry, ingress, prometheus } = spec;
  const platform: Platform = { partOf: fleet.name, cluster: model, registry, ingress, prometheus };
  const { definitions, findings } = evaluate(fleet, environment);

  const app = new App({ outdir: 'unused' });
  const rewrites = new Map<string, readonly Rewrite[]>();
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
  applications(
    new Chart(app, argocdFolder, { disableResourceNameHashes: true }),
    fleet,
    environment,
    definitions,
    spec.git,
    rewrites,
  );
  return {
    app,
    facts: facts(fleet, model, definitions, platform),
    findings,
    definitions: new Map(definitions.map(({ definition }) => [definition.name, definition])),
  };
}

function applications(
  chart: Chart,
  fleet: Fleet,
  environment: string,
  definitions: readonly Evaluated[],
  git: GitSource,
  rewrites: ReadonlyMap<string, readonly Rewrite[]>,
): void {
  const labels = { 'app.kubernetes.io/part-of': fleet.name, 'app.kubernetes.io/managed-by': 'cdk8s' };
  const root = `${fleet.name}-root`;
  argoProject(chart, root, {
    description: `The Applications of ${fleet.name} and their projects`,
    git,
    namespaces: [argocdNamespace],
    labels,
    namespacedKinds: [
      { group: 'argoproj.io', kind: 'Application' },
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: '', kind: 'ConfigMap' },
    ],
  });
  argoProject(chart, fleet.name, {
    description: `The services of ${fleet.name}`,
    git,
    namespaces: [...new Set(definitions.map(({ namespace }) => namespace))].sort(),
    labels,
    clusterKinds: [{ group: '', kind: 'Namespace' }],
  });
  applicationHealth(chart);
  argoApplication(chart, fleet.rootApplication, {
    project: root,
    git,
    path: `dist/${environment}/${argocdFolder}`,
    namespace: argocdNamespace,
    labels,
    cascade: false,
  });
  for (const { definition, namespace } of definitions) {
    const path = `dist/${environment}/${definition.name}`;
    argoApplication(chart, definition.name, {
      project: fleet.name,
      git,
      path,
      namespace,
      labels,
      cascade: true,
      rewrites: rewrites.get(definition.name),
    });
  }
}

function facts(fleet: Fleet, model: Cluster, definitions: readonly Evaluated[], platform: Platform): Facts {
  const { registry, prometheus } = platform;
  const secrets = definitions.flatMap(({ namespace, spec }) =>
    [
      ...(spec.secrets ?? []),
      ...(spec.uses ?? []).flatMap(({ credentials }) => credentials ?? []),
      ...(registry.pullSecret ? [registry.pullSecret] : []),
    ].map(({ name, keys }): ExternalObject => ({ apiVersion: 'v1', kind: 'Secret', namespace, name, keys })),
  );
  const unique = new Map(secrets.map((secret) => [`${secret.namespace}/${secret.name}`, secret]));
  return {
    ...clusterFacts(model),
    external: [...unique.values(), ...sharedGateway(platform.ingress), ...(fleet.external ?? [])],
    hosts: [
      ...new Set([
        ...definitions.flatMap(({ spec }) => (spec.uses ?? []).map(({ host }) => host)),
        ...(prometheus ? [prometheus.address.replace(/^https?:\/\//, '').replace(/[:/].*$/, '')] : []),
      ]),
    ].sort(),
  };
}

/** The Gateway that the services of an environment share is made by whoever runs Istio. */
function sharedGateway(ingress: IngressPlatform): readonly ExternalObject[] {
  if (ingress.kind !== 'istio') return [];
  return [{ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', ...ingress.gateway }];
}
