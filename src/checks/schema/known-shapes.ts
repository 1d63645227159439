import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** The fields of an object at a place of a custom resource. `*`: the elements of a list. */
type Shape = Readonly<Record<string, readonly string[]>>;

const POD = `image imagePullPolicy replicas resources customConfig command affinity securityContext
  containerSecurityContext imagePullSecrets tolerations topologySpreadConstraints nodeSelector podAnnotations
  serviceAnnotations hostNetwork dnsPolicy priorityClassName serviceAccountName exporter extraContainers initContainers
  extraVolumes extraVolumeMounts customLivenessProbe customReadinessProbe customStartupProbe
  disablePodDisruptionBudget startupConfigMap`;

const CONTAINER = `name image imagePullPolicy command args workingDir ports env envFrom resources volumeMounts lifecycle
  livenessProbe readinessProbe startupProbe securityContext`;
const POD_SPEC = `containers initContainers volumes nodeSelector tolerations affinity topologySpreadConstraints
  imagePullSecrets priorityClassName securityContext terminationGracePeriodSeconds automountServiceAccountToken`;

/**
 * Custom resources whose definition is not at hand, and the fields that they have where they are mostly written.
 * Source: spotahome/redis-operator, api/redisfailover/v1/types.go; elastic/cloud-on-k8s 2.11 to 3.1, pkg/apis.
 */
const SHAPES: Readonly<Record<string, Shape>> = {
  RedisFailover: {
    spec: words('redis sentinel auth labelWhitelist bootstrapNode networkPolicyNsList'),
    'spec.redis': words(`${POD} port customCommandRenames shutdownConfigMap storage terminationGracePeriodSeconds`),
    'spec.sentinel': words(`${POD} configCopy`),
    'spec.redis.storage': words('keepAfterDeletion emptyDir persistentVolumeClaim'),
    'spec.redis.exporter': words('enabled image imagePullPolicy containerSecurityContext args env resources'),
  },
  StackConfigPolicy: {
    spec: words('resourceSelector namespaceSelector secureSettings weight elasticsearch kibana'),
    'spec.elasticsearch': words(`clusterSettings snapshotRepositories snapshotLifecyclePolicies securityRoleMappings
      indexLifecyclePolicies ingestPipelines indexTemplates config secretMounts secureSettings`),
    'spec.elasticsearch.indexTemplates': words('componentTemplates composableIndexTemplates'),
  },
  Elasticsearch: {
    spec: words(`version image http transport nodeSets updateStrategy podDisruptionBudget auth secureSettings
      serviceAccountName remoteClusters remoteClusterServer volumeClaimDeletePolicy monitoring revisionHistoryLimit`),
    'spec.nodeSets.*': words('name count config podTemplate volumeClaimTemplates'),
    // These two say only where a field belongs that stands elsewhere.
    'spec.nodeSets.*.podTemplate.spec': words(POD_SPEC),
    'spec.nodeSets.*.podTemplate.spec.containers.*': words(CONTAINER),
  },
  Kibana: {
    spec: words(`version image count elasticsearchRef enterpriseSearchRef packageRegistryRef config http podTemplate
      revisionHistoryLimit serviceAccountName monitoring secureSettings`),
    'spec.podTemplate.spec': words(`${POD_SPEC} serviceAccountName`),
    'spec.podTemplate.spec.containers.*': words(CONTAINER),
  },
};

const REQUIRED: Readonly<Record<string, readonly string[]>> = { Elasticsearch: ['version'], Kibana: ['version'] };

/** Lists of the resources above, wherever they stand. */
const LISTS = new Set(words('customConfig tolerations imagePullSecrets nodeSets volumeClaimTemplates containers'));

/** Fields that stand at another place than the definition has them, or are a letter off; and those that must be there. */
export function* unlikeShapes(set: ManifestSet): Iterable<Report> {
  // A definition in the set says more.
  const defined = new Set(set.kind('CustomResourceDefinition').map((one) => fieldOf(one, 'spec.names.kind').text));
  for (const [kind, shape] of Object.entries(SHAPES)) {
    if (defined.has(kind)) continue;
    for (const manifest of set.kind(kind)) {
      for (const [place, known] of Object.entries(shape))
        for (const at of placesOf(fieldOf(manifest), place)) yield* misplaced(at, place, known, shape);
      for (const name of REQUIRED[kind] ?? [])
        if (!fieldOf(manifest, ['spec', name]).exists)
          yield report(fieldOf(manifest, 'spec'), `required field "${name}" is missing`, { fix: `Add "${name}".` });
    }
  }
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** What other kinds call so. */
const MEANT: Readonly<Record<string, readonly string[]>> = { replicas: ['count'], template: ['podTemplate'] };

function placesOf(root: Field, place: string): Field[] {
  return place.endsWith('.*') ? root.items(place.slice(0, -2)) : [root.at(place)];
}

function* misplaced(at: Field, place: string, known: readonly string[], shape: Shape): Iterable<Report> {
  for (const [name, field] of at.entries()) {
    if (known.includes(name)) {
      const isList = !LISTS.has(name) || !field.exists || Array.isArray(field.value) || field.value === null;
      if (!isList) yield report(field, `"${name}" is no list`, { fix: 'Begin each element with a dash.' });
      continue;
    }
    const near =
      MEANT[name]?.find((one) => known.includes(one)) ??
      known.find((one) => isOneSlip(one, name) || one.toLowerCase() === name.toLowerCase());
    const places = Object.keys(shape).filter((other) => other !== place && shape[other]?.includes(name));
    // A newer release may have more fields: only what is plainly meant otherwise is said.
    if (near === undefined && places.length === 0) continue;
    yield report(field, `"${name}" is no field of ${place.replaceAll('.*', '[]')}`, {
      why: 'The API server drops the field in silence: what it says does not happen.',
      fix:
        near === undefined
          ? `It is one of ${places.map((other) => other.replaceAll('.*', '[]')).join(' and ')}.`
          : `Did you mean "${near}"?`,
    });
  }
}
