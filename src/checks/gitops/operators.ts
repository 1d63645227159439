import { text } from '../../manifest/access.js';
import { applicationSpecs } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { folderOf } from '../../manifest/files/source-sorts.js';
import { apiGroup, type Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** A controller that reconciles custom resources, and how one sees that an Application installs it. */
export interface Operator {
  /** Whose resources it reconciles. */
  readonly group: RegExp;
  /** Which of them, where others are another's. */
  readonly kinds?: RegExp;
  /** Words of which one stands in the sources of the Application that installs it. */
  readonly words: RegExp;
  /** Words of another that is called alike. */
  readonly not?: RegExp;
  readonly name: string;
  readonly chart: string;
}

export const OPERATORS: readonly Operator[] = [
  { group: /(?:^|\.)k8s\.elastic\.co$/, words: /\beck\b|elastic/i, name: 'ECK', chart: 'eck-operator' },
  {
    group: /^rabbitmq\.com$/,
    kinds: /^RabbitmqCluster$/,
    words: /cluster-operator|rabbit/i,
    not: /topology/i,
    name: 'the RabbitMQ operator',
    chart: 'rabbitmq-cluster-operator',
  },
  {
    group: /^rabbitmq\.com$/,
    kinds: /^(?!RabbitmqCluster$)/,
    // The chart of Bitnami brings both.
    words: /topology|"chart":"rabbitmq-cluster-operator"/i,
    name: 'the topology operator of RabbitMQ',
    chart: 'messaging-topology-operator',
  },
  {
    group: /^acid\.zalan\.do$/,
    words: /postgres/i,
    not: /"chart":"postgresql/,
    name: 'the Postgres operator',
    chart: 'postgres-operator',
  },
  { group: /^keda\.sh$/, words: /keda/i, name: 'KEDA', chart: 'keda' },
  {
    group: /^external-secrets\.io$/,
    words: /external-secrets|secrets-operator/i,
    name: 'External Secrets',
    chart: 'external-secrets',
  },
  { group: /^cert-manager\.io$/, words: /cert-?manager/i, name: 'cert-manager', chart: 'cert-manager' },
  { group: /^flagger\.app$/, words: /flagger/i, name: 'Flagger', chart: 'flagger' },
  {
    group: /(?:^|\.)eck\.github\.com$/,
    words: /eck-custom-resources-operator/i,
    name: 'the operator of eck-custom-resources',
    chart: 'eck-custom-resources-operator',
  },
  {
    group: /^databases\.spotahome\.com$/,
    words: /redis-?operator|spotahome/i,
    not: /ot-container-kit|opstree/i,
    name: 'the Redis operator',
    chart: 'redis-operator',
  },
  {
    group: /^redis\.redis\.opstreelabs\.in$/,
    words: /redis-?operator/i,
    not: /spotahome/i,
    name: 'the Redis operator of OT-CONTAINER-KIT',
    chart: 'redis-operator',
  },
  {
    group: /^monitoring\.coreos\.com$/,
    words: /prometheus|kube-prom/i,
    not: /adapter|exporter|pushgateway/i,
    name: 'the Prometheus operator',
    chart: 'kube-prometheus-stack',
  },
  { group: /^jaegertracing\.io$/, words: /jaeger/i, name: 'the Jaeger operator', chart: 'jaeger-operator' },
  {
    group: /^(?:networking|security|telemetry)\.istio\.io$/,
    words: /istio/i,
    not: /"chart":"(?:base|gateway|cni|ztunnel)"/,
    name: 'Istio',
    chart: 'istiod',
  },
];

/** The operator that a custom resource waits for, of those that we know. */
export function operatorOf({ ref }: Manifest): Operator | undefined {
  const group = apiGroup(ref.apiVersion);
  return OPERATORS.find((one) => one.group.test(group) && (one.kinds?.test(ref.kind) ?? true));
}

/** The operators that Applications install: by where these take their manifests from, whatever values they hand on. */
export function installedOperators(set: ManifestSet, isLooked: (one: Manifest) => boolean): readonly Operator[] {
  const all = new Set(applicationSpecs(set).flatMap((spec) => (isLooked(spec.manifest) ? operatorsIn(spec) : [])));
  return OPERATORS.filter((operator) => all.has(operator));
}

/** The operators that one Application installs, by its `spec`. */
export function operatorsIn(spec: Field): readonly Operator[] {
  const sources = [spec.at('source'), ...spec.items('sources')].map((source) => {
    const told = ['repoURL', 'chart', 'path', 'helm.releaseName'].map((key) => [key, source.at(key).text] as const);
    // Which charts they are stands in what fills the template in.
    const isOpen = source.at('chart').text?.includes('{{');
    return JSON.stringify([Object.fromEntries(told), isOpen ? fieldOf(spec.manifest, 'spec.generators').value : null]);
  });
  return OPERATORS.filter(({ words, not }) => sources.some((text) => words.test(text) && !not?.test(text)));
}

/** Whether an Application applies a folder whose manifests the set shows: it installs what those are, whatever it is called. */
export function bringsOwnManifests(set: ManifestSet, { object }: Manifest): boolean {
  const path = text(object, 'spec.source.path');
  return path !== undefined && folders(set).has(path);
}

/** Every folder that a manifest of the set lies in, or below. */
const folders = perSet((set: ManifestSet): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const { origin } of set.manifests) {
    // Once a folder is known, so are those above it.
    for (let folder = folderOf(origin.file); folder !== '' && !all.has(folder); folder = folderOf(folder))
      all.add(folder);
  }
  return all;
});
