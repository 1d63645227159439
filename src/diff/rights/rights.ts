import { records, strings, text } from '../../manifest/access.js';
import type { JsonObject, Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** One thing that somebody may do. */
export interface Right {
  readonly key: string;
  /** `ServiceAccount api/waste-api`. */
  readonly who: string;
  /** `get`, or `do everything with`. */
  readonly verb: string;
  /** `secrets`, `deployments.apps`, `secret llm`. */
  readonly what: string;
  /** `in api`, `in the whole cluster`. */
  readonly where: string;
  /** The binding, and the role where the set has it. */
  readonly from: readonly Manifest[];
}

/**
 * Every right that the bindings of a set give. Source: Kubernetes, reference/access-authn-authz/rbac: rights only add
 * up; a RoleBinding gives those of a ClusterRole in its own namespace alone.
 */
export function rightsOf(set: ManifestSet): Map<string, Right> {
  const rights = new Map<string, Right>();
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of set.kind(kind)) for (const right of bound(binding, set)) rights.set(right.key, right);
  }
  return rights;
}

function bound(binding: Manifest, set: ManifestSet): Right[] {
  const { namespace } = binding.ref;
  const role = { kind: text(binding.object, 'roleRef.kind') ?? '', name: text(binding.object, 'roleRef.name') ?? '' };
  const found = set.find(role.kind, role.kind === 'Role' ? namespace : undefined, role.name);
  const where = namespace === undefined ? 'in the whole cluster' : `in ${namespace}`;
  const allowed = found
    ? records(found.object, 'rules').flatMap(permissions)
    : [{ verb: 'do', what: `what ${role.kind} ${role.name} lets do` }];
  const from = found ? [binding, found] : [binding];
  return records(binding.object, 'subjects').flatMap((subject) => {
    const who = describeSubject(subject, namespace);
    return allowed.map(({ verb, what }) => ({ key: `${who} ${verb} ${what} ${where}`, who, verb, what, where, from }));
  });
}

function describeSubject(subject: JsonObject, namespace: string | undefined): string {
  const kind = text(subject, 'kind') ?? '';
  const name = text(subject, 'name') ?? '';
  if (kind !== 'ServiceAccount') return `${kind} ${name}`;
  return `ServiceAccount ${text(subject, 'namespace') ?? namespace ?? 'default'}/${name}`;
}

/** The single permissions of a rule. */
function permissions(rule: JsonObject): { readonly verb: string; readonly what: string }[] {
  const verbs = strings(rule, 'verbs');
  const urls = strings(rule, 'nonResourceURLs');
  const names = strings(rule, 'resourceNames');
  const groups = strings(rule, 'apiGroups');
  const resources = strings(rule, 'resources').flatMap((resource) =>
    (groups.length > 0 ? groups : ['']).map((group) => resourceName(resource, group)),
  );
  const things =
    names.length > 0 ? resources.flatMap((resource) => names.map((name) => `${resource} "${name}"`)) : resources;
  return [...things, ...urls].flatMap((what) =>
    verbs.map((verb) => ({ verb: verb === '*' ? 'do everything with' : verb, what })),
  );
}

function resourceName(resource: string, group: string): string {
  if (resource === '*') return group === '*' ? 'everything' : `everything of ${group || 'the core group'}`;
  return group === '' || group === '*' ? resource : `${resource}.${group}`;
}

// Rights with which somebody can take more: read secrets, run in pods, hand out rights.
const FAR =
  /^(?:everything|secrets|pods\/exec|pods\/attach|nodes\/proxy|serviceaccounts\/token|what ClusterRole (?:cluster-admin|admin|edit) lets do)|webhookconfigurations/;

/** Whether a right reaches far. Source: Kubernetes, concepts/security/rbac-good-practices: privilege escalation risks. */
export function reachesFar({ verb, what }: Right): boolean {
  return /^(?:escalate|bind|impersonate)$/.test(verb) || FAR.test(what);
}
