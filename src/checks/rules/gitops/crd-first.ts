import { text } from '../../../manifest/access.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { apiGroup, describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { listed } from '../../../values/listed.js';
import { addOnOf, lack, missingAddOns, unbroughtIn } from '../../gitops/brought.js';
import { leftOut } from '../../gitops/chart-definitions.js';
import { namedAfterChart } from '../../gitops/named-after-chart.js';
import {
  bringsOwnManifests,
  installedOperators,
  OPERATORS,
  type Operator,
  operatorOf,
} from '../../gitops/operators.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (kind: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: caches.shop.io
spec:
  group: shop.io
  names: { kind: Cache, plural: caches }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true }
---
apiVersion: shop.io/v1
kind: ${kind}
metadata:
  name: cart
  namespace: shop
`;

export const crdFirst = rule({
  id: 'crd-first',
  severity: 'error',
  what: 'A custom resource whose definition or operator nobody brings',
  why: 'The API server knows no such kind: the sync fails in its dry run, before its first wave.',
  fix: 'Apply the definition first, in an earlier wave or Application; or set SkipDryRunOnMissingResource=true on the resource.',
  exceptions: [
    "Groups of which the manifests hold no definition: an operator's chart brings them.",
    'A missing operator is a warning, and only where Applications install operators and apply what needs it.',
  ],
  source: 'Argo CD, user-guide/sync-options#skip-dry-run-for-new-custom-resources-types',
  wrong: example('Caches').replace('kind: Caches', 'kind: Caches # <--'),
  right: example('Cache'),
  *check({ set, facts }) {
    yield* undefinedKinds(set);
    if (!facts.resources) yield* leftOut(set);
    if (facts.resources) yield* unbrought(set, facts.resources);
    else yield* withoutOperator(set);
  },
});

/** Kinds of a group that the set itself defines. */
function* undefinedKinds(set: ManifestSet): Iterable<Report> {
  const definitions = set.kind('CustomResourceDefinition');
  const kinds = new Map<string, Set<string>>();
  for (const { object } of definitions) {
    const kind = text(object, 'spec.names.kind') ?? '';
    const project = projectOf(text(object, 'spec.group') ?? '', kind);
    kinds.set(project, (kinds.get(project) ?? new Set()).add(kind));
  }
  for (const manifest of set.manifests) {
    const own = kinds.get(projectOf(apiGroup(manifest.ref.apiVersion), manifest.ref.kind));
    if (!own || own.has(manifest.ref.kind)) continue;
    const known = [...own].sort().slice(0, 5).join(', ');
    yield report(
      fieldOf(manifest, 'kind'),
      `no definition of group "${apiGroup(manifest.ref.apiVersion)}" has kind "${manifest.ref.kind}"`,
      {
        fix: `The set defines ${known}.`,
      },
    );
  }
}

// Groups that several projects share: each brings the definitions of its own kinds alone.
// Source: the definitions of Argo CD, Rollouts, Events and Workflows; RabbitMQ's cluster and topology operators.
const SHARED: Readonly<Record<string, readonly RegExp[]>> = {
  'argoproj.io': [/^App(?:licationSet|lication|Project)$/, /^Rollout$|^Experiment$|Analysis/, /^Event|^Sensor$/],
  'rabbitmq.com': [/^RabbitmqCluster$/],
};

/** A group, or that part of it which one project defines. */
function projectOf(group: string, kind: string): string {
  const part = SHARED[group]?.findIndex((kinds) => kinds.test(kind));
  return part === undefined ? group : `${group} ${part}`;
}

/** Custom resources that no manifest defines and nobody is known to bring: those of add-ons that we know are said at once. */
function* unbrought(set: ManifestSet, brought: readonly string[]): Iterable<Report> {
  const missing = missingAddOns(set, brought);
  yield* folded(
    [...missing].flatMap(([addOn, all]) => all.map((one) => ({ addOn, one }))),
    ({ one }) => fieldOf(one, 'kind'),
    (all) => {
      const { one: first, addOn } = all[0];
      const of = [...groupBy(all, (some) => some.addOn)].map(
        ([name, some]) => `${listed([...new Set(some.map(({ one }) => one.ref.kind))].sort(), 6)} (${name})`,
      );
      return report(fieldOf(first, 'kind'), `nothing brings ${of.join('; ')}`, {
        ...lack(
          'resources',
          [...addOnOf.resources].find(([, name]) => name === addOn)?.[0] ?? '',
          missing.keys(),
          first,
        ),
        why: refusal(first),
      });
    },
  );
  const known = new Set([...missing.values()].flat());
  const others = unbroughtIn(set, brought).filter((one) => !known.has(one));
  for (const [kind, all] of groupBy(others, ({ ref }) => `${ref.kind}.${apiGroup(ref.apiVersion)}`)) {
    yield* folded(
      all,
      (one) => fieldOf(one, 'kind'),
      ([first]) =>
        report(fieldOf(first, 'kind'), `${describeRef(first.ref)}: nothing brings "${kind}"`, {
          ...lack('resources', kind, [], first),
          why: refusal(first),
        }),
    );
  }
}

/** What Argo CD says of it. */
function refusal({ ref }: Manifest): string {
  return `Argo CD fails with: no matches for kind "${ref.kind}" in version "${ref.apiVersion}". Nothing of that Application is applied: the sync ends in its dry run, before its first wave.`;
}

/** Groups of which there are resources, and no Application that installs their operator. */
function* withoutOperator(set: ManifestSet): Iterable<Report> {
  // Somebody installs operators by Applications here: several of those that we know are there.
  const owners = ownersOf(set);
  const owning = new Set([...owners.values()].map(({ manifest }) => manifest));
  const known = installedOperators(set, (one) => !owning.has(one) && !bringsOwnManifests(set, one));
  if (known.length < 2) return;
  const places = new Map(OPERATORS.map((operator, i) => [operator, i]));
  const placeOf = ({ operator }: { operator: Operator }) => places.get(operator) ?? 0;
  const orphans = set.manifests.flatMap((manifest) => {
    // What none of the Applications applies, where they apply others, needs no operator yet: app-missing says so.
    const operator = owners.size === 0 || owners.has(manifest) ? operatorOf(manifest) : undefined;
    return operator && !known.includes(operator) ? [{ operator, at: fieldOf(manifest, 'kind') }] : [];
  });
  // Where both operators of one group are missing, one chart may be what was forgotten.
  const ordered = orphans.toSorted((a, b) => placeOf(a) - placeOf(b));
  for (const all of groupBy(ordered, ({ operator }) => operator.group.source).values()) {
    yield* folded(
      all,
      ({ at }) => at,
      ([{ operator, at }, ...rest]) => {
        const about = namedAfterChart(set, operator.chart);
        const more = rest.length > 0 ? ` and ${rest.length} more` : '';
        const missing = `${describeRef(at.manifest.ref)}${about ? more : ''}: no Application installs ${operator.name}`;
        return {
          ...report(at, about ? `${missing}, as "${about.name}" would` : missing, {
            severity: 'warning',
            why: 'The resource is stored, or refused where its definition is missing too, and nobody acts on it.',
            fix: `Add an Application that installs ${operator.name}, in an earlier wave.`,
          }),
          ...(about && { about }),
        };
      },
    );
  }
}
