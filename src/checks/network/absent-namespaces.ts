import type { Facts } from '../../cluster/facts.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { OWN_NAME } from '../../manifest/index/namespace-labels.js';
import { apiGroup } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { chartNamespaces } from '../../manifest/references/existing.js';
import { isTemplated, referencesOf } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { EVERYWHERE } from './meant-labels.js';

/** The namespaces that a selector names one by one. */
export function namesIn(selector: Field): readonly Field[] {
  const label = selector.at(['matchLabels', OWN_NAME]);
  const some = selector
    .items('matchExpressions')
    .filter((one) => one.at('key').text === OWN_NAME && one.at('operator').text === 'In')
    .flatMap((one) => one.items('values'));
  return [...(label.text === undefined ? [] : [label]), ...some].filter(({ text = '' }) => !isTemplated(text));
}

/** Namespaces that the set declares or fills, every cluster has, or facts speak of. */
export function knownNamespaces(set: ManifestSet, { calls = [], external = [] }: Facts): ReadonlySet<string> {
  const names = new Set([...chartNamespaces(set), ...EVERYWHERE, ...installed(set)]);
  for (const { ref } of set.manifests) {
    if (ref.kind === 'Namespace') names.add(ref.name);
    else if (ref.namespace !== undefined) names.add(ref.namespace);
  }
  for (const end of calls.flatMap(({ from, to }) => [from, to])) if ('labels' in end) names.add(end.namespace);
  for (const { kind, name, namespace } of external) {
    if (kind === 'Namespace') names.add(name);
    else if (namespace !== undefined) names.add(namespace);
  }
  for (const reference of referencesOf(set).all) {
    if (reference.to.kind === 'Namespace' && reference.target.is !== 'missing') names.add(reference.to.name);
  }
  return new Set([...names].sort());
}

/** Namespaces that the installation of what the set uses makes: istioctl, the manifests of cert-manager. */
function installed(set: ManifestSet): readonly string[] {
  const groups = new Set(set.manifests.map(({ ref }) => apiGroup(ref.apiVersion)));
  const usesMesh = ['networking.istio.io', 'security.istio.io'].some((group) => groups.has(group));
  return [...(usesMesh ? ['istio-system'] : []), ...(groups.has('cert-manager.io') ? ['cert-manager'] : [])];
}

/** Namespaces that are gone, each at the first place that still names it. */
export function* absentNamespaces(
  set: ManifestSet,
  there: ReadonlySet<string>,
  absent: ReadonlyMap<string, Field>,
): Iterable<Report> {
  const services = set.kind('Service').map(({ ref }) => ref);
  // One that is called like a Service was meant for its pods: that call is not let through.
  const meant = [...absent].flatMap(([name, at]) => {
    const service = services.find((ref) => ref.name === name);
    return service ? [{ name, at, service }] : [];
  });
  for (const { name, at, service } of meant)
    yield report(at, `there is no namespace "${name}"`, {
      severity: isNamedBeside(at, service.namespace) ? undefined : 'error',
      why: 'The pods that are meant are in another namespace: they are shut out.',
      fix: `Service "${name}" is in namespace "${service.namespace}": write that.`,
    });
  const others = [...absent]
    .filter(([name]) => !meant.some((one) => one.name === name))
    .map(([name, at]) => ({ name, at, near: nearNamespace(name, there) }));
  for (const { name, at, near } of others) {
    if (near !== undefined) yield report(at, `there is no namespace "${name}"`, { fix: `Write "${near}".` });
  }
  // What is like none is left of namespaces that went: one sweep for all.
  yield* folded(
    others.filter(({ near }) => near === undefined),
    ({ at }) => at,
    ([{ name, at }, ...rest]) => {
      const more = rest.length > 0 ? `; the same holds for ${listed(rest.map((one) => `"${one.name}"`))}` : '';
      return report(at, `there is no namespace "${name}"${more}`);
    },
  );
}

/** The namespace that was meant. What half of them end with makes no two alike: `elastic-system`, `istio-system`. */
function nearNamespace(name: string, there: ReadonlySet<string>): string | undefined {
  if (!name.endsWith(SYSTEM)) return didYouMean(name, there);
  const stems = [...there].flatMap((one) => (one.endsWith(SYSTEM) ? [one.slice(0, -SYSTEM.length)] : []));
  const near = didYouMean(name.slice(0, -SYSTEM.length), stems);
  return near === undefined ? undefined : near + SYSTEM;
}

const SYSTEM = '-system';

/** Whether the list that names one namespace names the other too. */
function isNamedBeside({ manifest, path }: Field, namespace: string | undefined): boolean {
  return fieldOf(manifest, path.slice(0, -1))
    .items()
    .some(({ text }) => text === namespace);
}
