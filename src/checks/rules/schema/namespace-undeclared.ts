import type { Facts } from '../../../cluster/facts.js';
import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import { applicationsOf } from '../../../manifest/argocd/applications.js';
import { declaresNamespaces, unseenNamespaces } from '../../../manifest/argocd/charts.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { monitorSpecs } from '../../../manifest/monitor-specs.js';
import { builtIn } from '../../../manifest/references/existing.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { addOnsLine, missingAddOns, namespaceOf } from '../../gitops/brought.js';
import { namespacesNamed } from '../../references/named-namespaces.js';
import { type Report, report, rule } from '../../rule.js';

export const namespaceUndeclared = rule({
  id: 'namespace-undeclared',
  severity: 'error',
  what: 'Objects stand in a namespace that nothing makes',
  why: 'The API server refuses them: namespaces "NAME" not found. Argo CD stops the sync there.',
  fix: 'Declare the Namespace, or set syncOptions: [CreateNamespace=true] of the Application that applies them.',
  exceptions: [
    'default and kube-*, and where Argo CD itself stands.',
    'Namespaces into which an Application with CreateNamespace=true, or one whose folder the set does not show, is applied.',
    'Namespaces of what the facts say is outside Git.',
    'Where the set declares no Namespace and has no Applications, whoever applies it may bring them: nothing is said.',
  ],
  source: 'Argo CD, user-guide/sync-options#create-namespace',
  wrong: `
apiVersion: v1
kind: Namespace
metadata:
  name: api
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: apis # <--
`,
  right: `
apiVersion: v1
kind: Namespace
metadata:
  name: api
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
`,
  *check({ set, facts }) {
    const declared = new Set(set.kind('Namespace').map(({ ref }) => ref.name));
    const applications = applicationsOf(set);
    if (declared.size === 0 && applications.length === 0) return;
    const made = madeNamespaces(set);
    // Namespaces may well come from elsewhere, when none come from here.
    const aimed = new Set(declared.size === 0 ? applications.map((one) => one.namespace) : []);
    const outside = outsideNamespaces(facts);
    const users = new Map<string, Manifest[]>();
    for (const manifest of set.manifests) {
      const { namespace } = manifest.ref;
      if (namespace === undefined || [declared, made, aimed, outside].some((known) => known.has(namespace))) continue;
      if (builtIn({ group: '', kind: 'Namespace', name: namespace }) || /^kube-|[{$]/.test(namespace)) continue;
      const known = users.get(namespace);
      if (known) known.push(manifest);
      else users.set(namespace, [manifest]);
    }
    yield* aimedAt(set, (namespace) => [declared, made, outside].some((known) => known.has(namespace)));
    if (declared.size > 0) yield* lookedInto(set, namespacesNamed(set, facts));
    for (const [namespace, [first, ...others]] of users) {
      if (!first) continue;
      const near = didYouMean(namespace, declared);
      const who =
        others.length > 0
          ? `${others.length + 1} objects stand in it`
          : `${first.ref.kind} "${first.ref.name}" stands in it`;
      yield {
        // The Namespace is what is wrong; the first object that stands in it is where one sees it.
        manifest: { ref: { apiVersion: 'v1', kind: 'Namespace', name: namespace }, origin: first.origin },
        path: fieldOf(first, 'metadata.namespace').path,
        message: `namespace "${namespace}" is declared nowhere: ${who}`,
        fix: near ? `Did you mean "${near}"?` : undefined,
        severity: declared.size === 0 ? 'warning' : undefined,
        also: [first, ...others].map((one) => fieldOf(one, 'metadata.namespace')),
      };
    }
  },
});

/** Charts whose release has nowhere to go. A chart does not make the namespace of its release. */
function* aimedAt(set: ManifestSet, isThere: (namespace: string) => boolean): Iterable<Report> {
  if (!declaresNamespaces(set)) return;
  for (const { source, spec, namespace } of applicationSources(set)) {
    const isGiven = namespace === undefined || /^(?:default|kube-.*)$|[{$]/.test(namespace) || isThere(namespace);
    if (isGiven || !source.at('chart').exists || spec.items('sources').length > 0) continue;
    const at = spec.at('destination.namespace');
    yield report(
      at,
      `namespace "${namespace}" is declared nowhere, and "${at.manifest.ref.name}" installs a chart there`,
      {
        fix: 'Add CreateNamespace=true to syncPolicy.syncOptions, or declare the Namespace.',
      },
    );
  }
}

/** Where monitors look and routes lead. */
function* lookedInto(set: ManifestSet, known: ReadonlySet<string>): Iterable<Report> {
  const monitors = monitorSpecs(set).flatMap(({ spec }) => spec.items('namespaceSelector.matchNames'));
  const routes = set.fields('VirtualService').flatMap((one) =>
    one
      .items('spec.http')
      .flatMap((http) => http.items('route'))
      .map((route) => route.at('destination.host')),
  );
  const named = [
    ...monitors.map((at) => ({ at, namespace: at.text })),
    ...routes.map((at) => ({ at, namespace: /^[\w-]+\.([\w-]+)\.svc/.exec(at.text ?? '')?.[1] })),
  ];
  for (const { at, namespace } of named) {
    if (namespace === undefined || known.has(namespace) || /[{$]/.test(namespace)) continue;
    const addOn = namespaceOf.get(namespace);
    if (addOn !== undefined) {
      yield withoutAddOn(set, at, namespace, addOn);
      continue;
    }
    const near = didYouMean(namespace, known);
    yield report(at, `namespace "${namespace}" is declared nowhere, and nothing stands in it`, {
      severity: 'warning',
      why: 'Nothing is found there: no pod is scraped, no request answered.',
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
  }
}

/** Whoever forgets one add-on has forgotten others: what else the manifests stand on is said with it. */
function withoutAddOn(set: ManifestSet, at: Field, namespace: string, addOn: string): Report {
  const missing = missingAddOns(set, []);
  const [some] = missing.get(addOn) ?? [...missing.values()].flat();
  const { kind, apiVersion } = some?.ref ?? at.manifest.ref;
  return report(at, `namespace "${namespace}" is declared nowhere: nothing is said to bring ${addOn}`, {
    severity: 'warning',
    why: `Where nobody else installs it, nothing is scraped there, and Argo CD fails with: no matches for kind "${kind}" in version "${apiVersion}".`,
    fix: `${addOnsLine(new Set([...missing.keys(), addOn]))} in the environment of a fleet; or declare the Namespace, where others install it.`,
  });
}

/** Namespaces that Argo CD makes, in which it stands, or which a chart may bring along. */
function madeNamespaces(set: ManifestSet): ReadonlySet<string> {
  const applications = applicationsOf(set);
  const own = ['Application', 'ApplicationSet', 'AppProject'].flatMap((kind) =>
    set.kind(kind).flatMap(({ ref }) => ref.namespace ?? []),
  );
  const created = applications.flatMap(({ spec, namespace }) => {
    const options = JSON.stringify(spec.syncPolicy ?? null);
    return namespace !== undefined && /CreateNamespace=true/.test(options) ? [namespace] : [];
  });
  // What comes from another repository may well bring its namespace along.
  return new Set([...own, ...created, ...unseenNamespaces(set)]);
}

/** Namespaces that are there though no manifest makes them: declared so, or pods of one call or are called. */
function outsideNamespaces({ external = [], calls = [] }: Facts): ReadonlySet<string> {
  const ends = calls.flatMap(({ from, to }) => [from, to]);
  return new Set([
    ...external.flatMap(({ kind, name, namespace }) => (kind === 'Namespace' ? [name] : (namespace ?? []))),
    ...ends.flatMap((end) => ('namespace' in end ? [end.namespace] : [])),
  ]);
}
