import { type ApplicationSource, applicationSources } from '../../../manifest/argocd/application-sources.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { madeKinds } from '../../../manifest/references/existing.js';
import { isTemplated, type ReferenceGraph } from '../../../manifest/references.js';
import { didYouMean, isOneSlip } from '../../../values/did-you-mean.js';
import { type ValueReference, valueReferences } from '../../gitops/value-references.js';
import { madeElsewhere, place, shortName, suggestion } from '../../references/missing.js';
import { type Report, report, rule } from '../../rule.js';
import { keysOf } from '../../workloads/key-sources.js';

const example = (name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: dns
  namespace: edge
---
apiVersion: v1
kind: Namespace
metadata:
  name: edge
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: dns
  namespace: argocd
  finalizers:
    - resources-finalizer.argocd.argoproj.io
spec:
  project: default
  source:
    repoURL: https://charts.shop.io
    chart: dns
    targetRevision: 1.0.0
    helm:
      valuesObject:
        serviceAccount:
          create: false
          name: ${name}
  destination:
    server: https://kubernetes.default.svc
    namespace: edge
`;

export const helmValuesRef = rule({
  id: 'helm-values-ref',
  severity: 'error',
  what: 'The values of a chart name an object that does not exist where the chart is installed',
  why: 'The pods of the chart stay in CreateContainerConfigError, or are never made.',
  fix: 'Name an object of the namespace that the Application is applied to.',
  exceptions: [
    'Where neither a name like it is beside it nor the same name in another namespace, and the set brings no object of the kind there: another chart may. Nor what several name that nobody makes.',
    'Names that the chart itself makes: only what is written as a reference to something that exists is looked at.',
  ],
  source: 'Helm, docs/chart_best_practices/rbac; Kubernetes, concepts/configuration/secret',
  wrong: example('dnss # <--'),
  right: example('dns'),
  *check({ set, graph }) {
    const sources = applicationSources(set).map((source) => ({ source, references: valueReferences(source) }));
    const named = sources.flatMap(({ references }) => references.map(({ at }) => at));
    // What several name and nobody makes comes from outside of Git.
    const isShared = ({ at, kind }: ValueReference) =>
      named.some((other) => other.text === at.text && other.manifest !== at.manifest) ||
      graph.all.some(({ to, from }) => to.name === at.text && to.kind === kind && from !== at.manifest);
    // What several others name, a letter otherwise.
    const slipOf = ({ at }: ValueReference) =>
      named.find(
        ({ text = '' }, i) => isOneSlip(text, at.text ?? '') && named.slice(i + 1).some((one) => one.text === text),
      )?.text;
    for (const { source, references } of sources)
      for (const reference of references) yield* check(reference, source, { set, graph, isShared, slipOf });
  },
});

interface Surroundings {
  readonly set: ManifestSet;
  readonly graph: ReferenceGraph;
  readonly isShared: (reference: ValueReference) => boolean;
  readonly slipOf: (reference: ValueReference) => string | undefined;
}

function* check(
  reference: ValueReference,
  { namespace, release }: ApplicationSource,
  { set, graph, isShared, slipOf }: Surroundings,
): Iterable<Report> {
  const { kind, at, keys } = reference;
  const name = at.text;
  if (name === undefined || name === '' || namespace === undefined || isTemplated(`${name}${namespace}`)) return;
  const to = { group: '', kind, namespace, name };
  const target = graph.resolve(to);
  if (target.is === 'missing') {
    const slip = slipOf(reference);
    const meant = slip === undefined ? undefined : `Did you mean "${slip}", as elsewhere?`;
    const near = suggestion(set, to) ?? madeElsewhere(set, to) ?? meant;
    const brings = set.owns(kind, namespace) || madeKinds(set).has(`/${kind}/${namespace}`);
    // What is called after the release is the chart's own.
    if (near === undefined && (!brings || name.startsWith(release) || isShared(reference))) return;
    yield report(at, `${kind} ${shortName(name)} does not exist ${place(to)}`, {
      fix: near,
      severity: near === undefined ? 'warning' : undefined,
    });
    return;
  }
  const known = keysOf(target);
  for (const key of known ? keys : []) {
    const { text } = key;
    if (text === undefined || isTemplated(text) || known?.has(text)) continue;
    const like = didYouMean(text, known ?? []);
    yield report(key, `key "${text}" is not in ${kind} "${name}"`, {
      fix: like ? `Did you mean "${like}"?` : 'Add the key, or read one that is there.',
    });
  }
}
