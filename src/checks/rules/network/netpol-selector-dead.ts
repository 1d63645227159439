import type { Facts } from '../../../cluster/facts.js';
import { unseenNamespaces } from '../../../manifest/argocd/charts.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { OWN_NAME } from '../../../manifest/index/namespace-labels.js';
import { formatSelector, type Selector, selects } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { hiddenPods } from '../../../manifest/references/operated.js';
import { isTemplated } from '../../../manifest/references.js';
import { namespaceAnswer, namespacesNamed } from '../../../network/namespace-answer.js';
import { otherValues } from '../../../network/namespace-labels.js';
import { allPolicies } from '../../../network/policies.js';
import type { PodsPeer } from '../../../network/policy.js';
import { quoted } from '../../../values/listed.js';
import { absentNamespaces, knownNamespaces, namesIn } from '../../network/absent-namespaces.js';
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
    const all = knownNamespaces(set, facts);
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
    yield* absentNamespaces(set, all, absent);
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
    const surely = candidates.some((name) => namespaceAnswer(set, name, namespaces) === 'yes');
    const unlabelled = surely ? undefined : unlabelledName(set, namespaces, all);
    const near = surely ? undefined : nearLabel(set, namespaces);
    const at = field.at('namespaceSelector.matchLabels');
    const place = at.exists ? at : field.at('namespaceSelector');
    if (unlabelled !== undefined)
      yield report(place, `namespace "${unlabelled}" has no label "${formatSelector(namespaces)}"`, {
        fix: `Write ${OWN_NAME}: ${unlabelled}.`,
      });
    else if (near !== undefined || isNobody(set, absent, selected, namespaces))
      yield report(place, `no namespace has the labels "${formatSelector(namespaces)}"`, {
        fix: near && `Write ${near}.`,
      });
  }
  const there = selected.filter((name) => name !== undefined);
  if (pods && there.length > 0) yield* podsReport(set, facts, field.at('podSelector'), pods, there);
}

function isNobody(
  set: ManifestSet,
  absent: readonly Field[],
  selected: readonly (string | undefined)[],
  namespaces: Selector,
): boolean {
  if (absent.length > 0 || selected.length > 0 || isTemplated(formatSelector(namespaces))) return false;
  // A value beside which namespaces have others is tier-label's.
  return ![...namespaces.labels].some(([key, value]) => otherValues(set, key, value));
}

/** Nobody labels the namespaces that every cluster has; others may be labelled where they are declared. */
function mayBe(set: ManifestSet, name: string, selector: Selector): boolean {
  const answer = namespaceAnswer(set, name, selector);
  return answer === 'yes' || (answer === 'maybe' && !EVERYWHERE.includes(name));
}

function* podsReport(set: ManifestSet, facts: Facts, field: Field, selector: Selector, namespaces: readonly string[]) {
  if (selector.labels.size === 0 && selector.expressions.length === 0) return;
  if (namespaces.some((namespace) => set.pods(namespace, selector).length > 0)) return;
  const every = { labels: new Map<string, string>(), expressions: [] };
  const [own, ...others] = namespaces;
  const meant = own === undefined || others.length > 0 ? undefined : meantNamespace(set, own, selector);
  if (own !== undefined && named(facts, own, selector)) return;
  for (const namespace of meant === undefined ? namespaces : []) {
    const hidden = hiddenPods(set).has(namespace) || unseenNamespaces(set).has(namespace);
    if ((hidden && !isSlip(set, namespace, selector)) || set.pods(namespace, every).length === 0) return;
    if (named(facts, namespace, selector)) return;
  }
  const at = field.at('matchLabels').exists ? field.at('matchLabels') : field;
  yield report(
    at,
    `no pod in namespace ${quoted(namespaces).join(', ')} has the labels "${formatSelector(selector)}"${meant === undefined ? '' : `: "${meant}" has such pods`}`,
    {
      fix: meant && `Write namespace "${meant}".`,
      cause: namespaces.map((namespace) => strayCause(set, namespace, selector)).find((cause) => cause !== undefined),
    },
  );
}

function named({ calls = [] }: Facts, namespace: string, selector: Selector): boolean {
  return calls
    .flatMap(({ from, to }) => [from, to])
    .some(
      (end) => 'labels' in end && end.namespace === namespace && selects(selector, new Map(Object.entries(end.labels))),
    );
}
