import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/**
 * Settings of a pod that each have their type, and contradict each other or are called something that is not.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidatePodSpec and validateContainerResourceName.
 */
export function* refusedSettings({ manifest, field, spec, containers }: PodTemplate): Iterable<Report> {
  if (spec.at('dnsPolicy').text === 'None' && spec.items('dnsConfig.nameservers').length === 0)
    yield report(spec.at('dnsPolicy'), 'dnsPolicy is None, and dnsConfig names no server', {
      fix: 'Add dnsConfig.nameservers, or drop dnsPolicy.',
    });
  for (const volume of spec.items('volumes')) {
    const medium = volume.at('emptyDir.medium');
    if (medium.text === undefined || MEDIUM.test(medium.text) || isTemplated(medium.text)) continue;
    yield report(medium, `"${medium.text}" is no medium of an emptyDir, allowed are Memory and HugePages`, {
      why: 'The kubelet cannot mount the volume ("unknown storage medium"): the pod stays in ContainerCreating.',
      fix: medium.text.toLowerCase() === 'memory' ? 'Write medium: Memory.' : 'Drop the field: the disk of the node.',
    });
  }
  for (const { field: container } of containers)
    for (const list of ['requests', 'limits'])
      for (const [name, amount] of container.entries(['resources', list]))
        yield* named(name, amount, OF_CONTAINERS, 'a container');
  // The strategy stands beside the template.
  if (field.path.length > 0) yield* strategies(manifest);
}

const MEDIUM = /^$|^Memory$|^HugePages(?:-.+)?$|\{\{/;

function* strategies(manifest: Manifest): Iterable<Report> {
  const [key, kind] = manifest.ref.kind === 'StatefulSet' ? ['updateStrategy', 'OnDelete'] : ['strategy', 'Recreate'];
  if (manifest.ref.kind !== 'StatefulSet' && manifest.ref.kind !== 'Deployment') return;
  const strategy = fieldOf(manifest, ['spec', key]);
  if (strategy.at('type').text !== kind || !strategy.at('rollingUpdate').exists) return;
  yield report(strategy.at('rollingUpdate'), `"rollingUpdate" is set, which type ${kind} may not have`, {
    fix: 'Drop one of the two.',
  });
}

/** What a ResourceQuota counts. Source: Kubernetes, pkg/apis/core/helper, IsStandardQuotaResourceName. */
export function* refusedQuota(quota: Field): Iterable<Report> {
  for (const [name, amount] of quota.entries('spec.hard')) yield* named(name, amount, OF_QUOTAS, 'a quota');
}

/** Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidateConfigMap. */
export function* refusedData(config: Field): Iterable<Report> {
  if (config.object.binaryData === undefined) return;
  const texts = config.at('data').object;
  for (const [key, at] of config.entries('binaryData'))
    if (Object.hasOwn(texts, key))
      yield report(at, `key "${key}" is in "data" too`, { fix: 'Drop it from one of the two.' });
}

function* named(name: string, amount: Field, known: readonly string[], whose: string): Iterable<Report> {
  // What has a slash is of others: a device plugin, or the count of a kind.
  if (known.includes(name) || /\/|^(?:requests\.)?hugepages-|\{\{/.test(name)) return;
  const near = didYouMean(name, known);
  yield report(amount, `"${name}" is no resource of ${whose}`, { fix: near && `Did you mean "${near}"?` });
}

const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];
const OF_QUOTAS = [
  ...OF_CONTAINERS,
  ...OF_CONTAINERS.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...['configmaps', 'persistentvolumeclaims', 'pods', 'replicationcontrollers', 'requests.storage', 'resourcequotas'],
  ...['secrets', 'services', 'services.loadbalancers', 'services.nodeports'],
];
