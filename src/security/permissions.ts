import { KubeRole, KubeRoleBinding, type PolicyRule } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../construct/emit.js';
import { type Identity, objectLabels } from '../construct/labels.js';
import type { Need } from '../construct/need.js';
import { reject } from '../construct/reject.js';
import { type Draft, from } from '../construct/traced.js';

/** What leads to every other right, whatever the verb. Source: Kubernetes, "RBAC Good Practices", "Privilege escalation risks". */
const leadsOn =
  /^(?:secrets|serviceaccounts\/token|pods\/(?:exec|attach|portforward|ephemeralcontainers)|nodes\/proxy|(?:cluster)?roles|(?:cluster)?rolebindings|(?:mutating|validating)webhookconfigurations|certificatesigningrequests.*)$/;

/** Just the rights that a workload needs, in its own namespace; none are written when it needs none. */
export function permissions(scope: Construct, identity: Identity, needs: readonly Need[]): void {
  if (needs.length === 0) return;
  for (const need of needs) check(scope, identity, need);
  const { name } = identity;
  const metadata = { name, labels: objectLabels(identity) };
  emit(scope, 'role', KubeRole, {
    metadata,
    rules: needs.map(
      (need): Draft<PolicyRule> => ({
        apiGroups: [from(need.on, 'group')],
        resources: [from(need.on, 'resource')],
        resourceNames: need.names.length > 0 ? from(need, 'names') : undefined,
        verbs: from(need, 'verbs'),
      }),
    ),
  });
  emit(scope, 'role-binding', KubeRoleBinding, {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name }],
  });
}

function check(scope: Construct, { name }: Identity, { on }: Need): void {
  const { group, resource } = on;
  const rejectIt = (message: string, why: string, fix: string) =>
    reject(scope, { rule: 'needs', message, why, fix, property: { object: on, key: 'resource' } });
  if (group.includes('*') || resource.includes('*'))
    rejectIt(
      `"${name}" needs "${group === '' ? '' : `${group}/`}${resource}"`,
      'It would have what comes with the next version too.',
      'Name each kind that the program asks for.',
    );
  else if (leadsOn.test(resource))
    rejectIt(
      `"${name}" needs ${resource}, which leads to other rights`,
      'Whoever gets into the pod has them all.',
      resource === 'secrets'
        ? 'Let it read the key as a variable: env: { NAME: database.key.url }.'
        : 'Leave that to an operator with an account of its own.',
    );
}
