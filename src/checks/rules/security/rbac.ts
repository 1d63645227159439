import { mayBeMade, releasesIn } from '../../../manifest/argocd/charts.js';
import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { labelsOf } from '../../../manifest/labels.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import type { Reference } from '../../../manifest/references.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, type RuleInput, report, rule } from '../../rule.js';
import { boundAccounts } from '../../security/bound-accounts.js';
import { riskyRights } from '../../security/risky-rights.js';

const example = (verbs: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: api
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: ${verbs}
`;

export const rbac = rule({
  id: 'rbac',
  severity: 'warning',
  what: 'A role gives more than its holder can need, or a way to more; or nobody runs as the account that has it',
  why: 'Whoever gets into one of its pods gets on from there with the rights of the role.',
  fix: 'Name the resources and verbs that are used, in a Role of the namespace.',
  exceptions: [
    'Roles of operators, controllers and charts, told by their names and labels: they do what others cannot.',
    'Roles that collect others by labels (aggregationRule).',
    'nodes/proxy of agents that collect logs and metrics of nodes.',
    'Roles that no binding gives to anybody else, where the set shows bindings.',
  ],
  source: 'Kubernetes, concepts/security/rbac-good-practices, "Privilege escalation risks"',
  wrong: example('["*"] # <--'),
  right: example('[get]'),
  *check({ set, graph }) {
    const bindings = [...set.kind('RoleBinding'), ...set.kind('ClusterRoleBinding')];
    for (const manifest of [...set.kind('Role'), ...set.kind('ClusterRole')]) {
      if (isOperators(manifest) || fieldOf(manifest, 'aggregationRule').exists) continue;
      if (bindings.length > 0 && !bindings.some((one) => givesToOthers(one, manifest))) continue;
      for (const entry of fieldOf(manifest).items('rules')) yield* riskyRights(manifest, entry);
    }
    for (const manifest of bindings) {
      const role = fieldOf(manifest, 'roleRef.name');
      if (role.text !== 'cluster-admin' || isOperators(manifest)) continue;
      const all = fieldOf(manifest)
        .items('subjects')
        .find((subject) => EVERYBODY.has(subject.at('name').text ?? ''));
      const whom = all && EVERYBODY.get(all.at('name').text ?? '');
      yield report(
        role,
        `${manifest.ref.kind} "${manifest.ref.name}" gives every right there is${whom ? ` to ${whom}` : ''}`,
        {
          severity: whom ? 'error' : undefined,
          fix: 'Bind a Role that names what is used.',
        },
      );
    }
    yield* dangling({ set, graph });
    yield* forgotten(set);
  },
});

// Source: Kubernetes, reference/access-authn-authz/rbac#referring-to-subjects.
const EVERYBODY: ReadonlyMap<string, string> = new Map([
  ['system:authenticated', 'whoever can log in, every pod included'],
  ['system:serviceaccounts', 'every pod'],
  ['system:unauthenticated', 'whoever reaches the API server'],
  ['system:anonymous', 'whoever reaches the API server'],
]);

/** Whether a binding gives the role to somebody whose work does not explain it. */
function givesToOthers(binding: Manifest, { ref }: Manifest): boolean {
  const role = fieldOf(binding, 'roleRef');
  const isOne = role.at('kind').text === ref.kind && role.at('name').text === ref.name;
  if (!isOne || (ref.kind === 'Role' && binding.ref.namespace !== ref.namespace)) return false;
  return (
    !isOperators(binding) &&
    fieldOf(binding)
      .items('subjects')
      .some((one) => !OPERATORS.test(one.at('name').text ?? ''))
  );
}

/**
 * A role that stands in another namespace, or an account of a namespace in which only charts make some, called after
 * their releases.
 */
function isCertain(set: ManifestSet, { to: { kind, namespace, name } }: Reference): boolean {
  const releases = releasesIn(set, namespace);
  if (mayBeMade(set, namespace, name, 'other') || releases.some(({ names }) => names.has(name))) return false;
  return kind === 'ServiceAccount' ? releases.length > 0 : set.kind('Role').some(({ ref }) => ref.name === name);
}

/** Once for each binding: with one of its ends missing, the other does nothing either. */
function* dangling(input: Pick<RuleInput, 'set' | 'graph'>): Iterable<Report> {
  const isSure = (edge: Reference) => isCertain(input.set, edge);
  const missing = missingTargets(input, 'rbac', () => true, isSure);
  for (const [first, ...rest] of groupBy(missing, ({ manifest }) => manifest).values()) {
    if (!first) continue;
    const all = [first, ...rest];
    yield {
      ...first,
      message: all.map(({ message }) => message).join('; '),
      severity: all.some(({ severity }) => severity === undefined) ? 'error' : 'warning',
      why: 'The rights are given to nobody, or none are given.',
      fix: first.fix ?? 'Name a role and an account that are there.',
    };
  }
}

/** A workload that is called as an account with rights is, and runs as another that has none: nobody uses the rights. */
function* forgotten(set: ManifestSet): Iterable<Report> {
  const pods = set.podTemplates();
  const accountOf = ({ spec, manifest }: PodTemplate) =>
    `${manifest.ref.namespace ?? ''}/${spec.at('serviceAccountName').text ?? 'default'}`;
  const used = new Set(pods.map(accountOf));
  for (const pod of pods) {
    const { namespace, name } = pod.manifest.ref;
    const own = `${namespace ?? ''}/${name}`;
    const isRight = used.has(own) || !boundAccounts(set).has(own) || boundAccounts(set).has(accountOf(pod));
    if (isRight || !set.find('ServiceAccount', namespace, name)) continue;
    yield report(
      pod.spec,
      `the pods run as "${accountOf(pod).split('/')[1]}", and "${name}", which has rights, is used by none`,
      {
        why: 'What the program asks of the API server is refused: the rights are those of an account that it does not run as.',
        fix: `Add serviceAccountName: ${name}.`,
      },
    );
  }
}

const OPERATORS =
  /operator|controller|manager|argo|istio|cert-?manager|prometheus|external-secrets|sealed-secrets|keda|flagger|calico|cilium|autoscaler|csi|metrics-server|aggregate/;

/** Whose work it is to have such rights. */
function isOperators({ ref, object }: Manifest): boolean {
  const labels = labelsOf(object);
  const told = [
    ref.name,
    labels.get('app.kubernetes.io/name'),
    labels.get('app.kubernetes.io/part-of'),
    labels.get('app'),
  ];
  return labels.has('helm.sh/chart') || told.some((text) => OPERATORS.test(text ?? ''));
}
