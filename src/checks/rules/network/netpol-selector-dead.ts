import type { Facts } from '../../../cluster/facts.js';
import { unseenNamespaces } from '../../../manifest/charts.js';
import { chartNamespaces } from '../../../manifest/existing.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { formatSelector, type Selector, selects } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { OWN_NAME } from '../../../manifest/namespace-labels.js';
import { hiddenPods } from '../../../manifest/operated.js';
import { isTemplated, referencesOf } from '../../../manifest/references.js';
import { otherValues } from '../../../network/namespace-labels.js';
import { allPolicies, type PodsPeer } from '../../../network/policies.js';
import { namespaceAnswer, namespacesNamed } from '../../../network/verdict.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { listed } from '../../../values/listed.js';
import { EVERYWHERE, isSlip, nearLabel, unlabelledName } from '../../network/meant-labels.js';
import { meantNamespace } from '../../references/meant-namespace.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { strayCause } from '../../workloads/own-selector.js';

const example = (label: string, mark = '') => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { team: blue }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: { ${label} }${mark}
`;

export const netpolSelectorDead = rule({
  id: 'netpol-selector-dead',
  severity: 'warning',
  what: 'A selector of a network policy matches nothing that there is',
  why: 'The policy opens nothing, or protects nobody: the one whom it is meant for is treated as any other.',
  fix: 'Select labels that exist; of a namespace only kubernetes.io/metadata.name is there by itself.',
  exceptions: [
    'Namespaces in which an operator or a chart makes pods.',
    'Pods and namespaces that the facts name.',
    'Sets that declare no Namespace, for labels of namespaces; sets without pods in the namespace, for labels of pods.',
  ],
  source: 'Kubernetes, concepts/services-networking/network-policies#targeting-a-namespace-by-its-name',
  wrong: example('name: shop', ' # <--'),
  right: example('team: blue'),
  *check({ set, facts }) {
    const absent = new Map<string, Field>();
    const all = known(set, facts);
    const reports: Report[] = [];
    for (const policy of allPolicies(set)) {
      const { namespace } = policy.manifest.ref;
      const own = fieldOf(policy.manifest, 'spec.podSelector');
      const rules = [...(policy.ingress ?? []), ...(policy.egress ?? [])];
      const found = [
        ...(namespace === undefined ? [] : podsReport(set, facts, own, policy.selector, [namespace])),
        ...rules
          .flatMap(({ peers = [] }) => peers)
          .flatMap((peer) => ('range' in peer ? [] : [...peerReport(set, facts, peer, namespace, all, absent)])),
      ];
      reports.push(...found);
    }
    yield* absentNamespaces(set, facts, absent);
    // What has no such pods is one cause, however many policies are made for them.
    for (const all of groupBy(reports, ({ message }) => message).values()) {
      yield* folded(
        all,
        (one) => one,
        ([first, ...rest]) => {
          const more = rest.length > 0 ? `, also asked for by ${rest.length} more` : '';
          return { ...first, message: `${first.message}${more}` };
        },
      );
    }
  },
});

/** Namespaces that are gone, each at the first place that still names it. */
function* absentNamespaces(set: ManifestSet, facts: Facts, absent: ReadonlyMap<string, Field>): Iterable<Report> {
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
  const there = known(set, facts);
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

function* peerReport(
  set: ManifestSet,
  facts: Facts,
  peer: PodsPeer,
  own: string | undefined,
  all: ReadonlySet<string>,
  gone: Map<string, Field>,
): Iterable<Report> {
  const { field, namespaces, pods } = peer;
  const candidates = (namespaces && namespacesNamed(namespaces)?.filter((name) => all.has(name))) ?? [...all];
  const selected = namespaces ? candidates.filter((name) => mayBe(set, name, namespaces)) : [own];
  if (namespaces && set.kind('Namespace').length > 0) {
    const absent = namesIn(field.at('namespaceSelector')).filter(({ text }) => !all.has(text ?? ''));
    for (const at of absent) if (!gone.has(at.text ?? '')) gone.set(at.text ?? '', at);
    // A value beside which namespaces have others is tier-label's.
    const isOther = [...namespaces.labels].some(([key, value]) => otherValues(set, key, value));
    const surely = candidates.some((name) => namespaceAnswer(set, name, namespaces) === 'yes');
    const unlabelled = surely ? undefined : unlabelledName(set, namespaces, all);
    const near = surely ? undefined : nearLabel(set, namespaces);
    const at = field.at('namespaceSelector.matchLabels');
    const place = at.exists ? at : field.at('namespaceSelector');
    if (unlabelled !== undefined)
      yield report(place, `namespace "${unlabelled}" has no label "${formatSelector(namespaces)}"`, {
        fix: `Write ${OWN_NAME}: ${unlabelled}.`,
      });
    else if (near !== undefined || isNobody(absent, selected, isOther, namespaces))
      yield report(place, `no namespace has the labels "${formatSelector(namespaces)}"`, {
        fix: near && `Write ${near}.`,
      });
  }
  const there = selected.filter((name) => name !== undefined);
  if (pods && there.length > 0) yield* podsReport(set, facts, field.at('podSelector'), pods, there);
}

function isNobody(
  absent: readonly Field[],
  selected: readonly (string | undefined)[],
  isOther: boolean,
  namespaces: Selector,
): boolean {
  return absent.length === 0 && selected.length === 0 && !isOther && !isTemplated(formatSelector(namespaces));
}

/** Nobody labels the namespaces that every cluster has; others may be labelled where they are declared. */
function mayBe(set: ManifestSet, name: string, selector: Selector): boolean {
  const answer = namespaceAnswer(set, name, selector);
  return answer === 'yes' || (answer === 'maybe' && !EVERYWHERE.includes(name));
}

/** The namespaces that a selector names one by one. */
function namesIn(selector: Field): readonly Field[] {
  const label = selector.at(['matchLabels', OWN_NAME]);
  const some = selector
    .items('matchExpressions')
    .filter((one) => one.at('key').text === OWN_NAME && one.at('operator').text === 'In')
    .flatMap((one) => one.items('values'));
  return [...(label.text === undefined ? [] : [label]), ...some].filter(({ text = '' }) => !isTemplated(text));
}

function* podsReport(set: ManifestSet, facts: Facts, field: Field, selector: Selector, namespaces: readonly string[]) {
  if (selector.labels.size === 0 && selector.expressions.length === 0) return;
  const every = { labels: new Map<string, string>(), expressions: [] };
  const [own, ...others] = namespaces;
  const meant = own === undefined || others.length > 0 ? undefined : meantNamespace(set, own, selector);
  for (const namespace of meant === undefined ? namespaces : []) {
    const hidden = hiddenPods(set).has(namespace) || unseenNamespaces(set).has(namespace);
    if ((hidden && !isSlip(set, namespace, selector)) || set.pods(namespace, every).length === 0) return;
    if (set.pods(namespace, selector).length > 0 || named(facts, namespace, selector)) return;
  }
  const at = field.at('matchLabels').exists ? field.at('matchLabels') : field;
  yield report(
    at,
    `no pod in namespace ${namespaces.map((name) => `"${name}"`).join(', ')} has the labels "${formatSelector(selector)}"${meant === undefined ? '' : `: "${meant}" has such pods`}`,
    {
      fix: meant && `Write namespace "${meant}".`,
      cause: namespaces.map((namespace) => strayCause(set, namespace, selector)).find((cause) => cause !== undefined),
    },
  );
}

/** Namespaces that the set declares or fills, every cluster has, or facts speak of. */
function known(set: ManifestSet, { calls = [], external = [] }: Facts): ReadonlySet<string> {
  const names = new Set([...chartNamespaces(set), ...EVERYWHERE]);
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

function named({ calls = [] }: Facts, namespace: string, selector: Selector): boolean {
  return calls
    .flatMap(({ from, to }) => [from, to])
    .some(
      (end) => 'labels' in end && end.namespace === namespace && selects(selector, new Map(Object.entries(end.labels))),
    );
}
