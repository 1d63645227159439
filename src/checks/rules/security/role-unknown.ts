import type { Field } from '../../../manifest/field.js';
import { didYouMean, isOneSlip } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';
import { type ApiResource, apiResources } from '../../security/api-resources.js';

const example = (group: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: api
rules:
  - apiGroups: [${group}]
    resources: [deployments]${group === 'apps' ? '' : ' # <--'}
    verbs: [get]
`;

export const roleUnknown = rule({
  id: 'role-unknown',
  severity: 'error',
  what: 'A role names a group, a resource or a verb that does not exist',
  why: 'Names are compared as words: what nothing is called allows nothing, and whoever holds the role is refused with 403 Forbidden.',
  fix: 'Write the plural that kubectl api-resources shows, and its group without a version.',
  exceptions: [
    'Groups that we do not know, and whatever is named together with one.',
    'Resources that are like none we know: a later version may have them.',
    'A resource in the wrong group, where another entry of the role has it in its own.',
  ],
  source:
    'Kubernetes, reference/access-authn-authz/rbac#referring-to-resources; reference/access-authn-authz/authorization',
  wrong: example('""'),
  right: example('apps'),
  *check({ set }) {
    const roles = [...set.fields('Role'), ...set.fields('ClusterRole')];
    if (roles.length === 0) return;
    const known = apiResources(set);
    for (const role of roles) {
      const entries = role.items('rules');
      for (const entry of entries) yield* check(entry, entries, known);
    }
  },
});

type Known = ReturnType<typeof apiResources>;

function* check(entry: Field, all: readonly Field[], known: Known): Iterable<Report> {
  const [groups, resources] = [entry.items('apiGroups'), entry.items('resources')];
  const named = resources.flatMap(({ text }) => text?.split('/')[0] ?? []);
  let isSure = groups.length > 0;
  for (const group of groups) {
    const name = group.text;
    if (name === undefined || known.has(name)) continue;
    isSure = false;
    const meant = groupMeant(name, named, known);
    if (meant !== undefined)
      yield report(group, `no API group is called "${name}", it is "${meant}"`, { fix: `Write ${meant || '""'}.` });
  }
  if (isSure) for (const resource of resources) yield* unknownResource(resource, groups, all, known);
  for (const verb of entry.items('verbs')) yield* unknownVerb(verb, resources.length > 0);
}

/** The group that was meant, where that is plain: with a version behind it, cut short, or a slip away. */
function groupMeant(name: string, resources: readonly string[], known: Known): string | undefined {
  if (name === 'core' || /^v\d+((?:alpha|beta)\d+)?$/.test(name)) return '';
  const [before = '', version] = name.split('/');
  if (version !== undefined) return known.has(before) ? before : undefined;
  const labels = name.split('.');
  return [...known.keys()].find((group) => {
    const own = group.split('.');
    const isCut = own.length > labels.length && labels.every((label) => own.includes(label));
    if (!isCut && !(name.length > 2 && isOneSlip(name, group))) return false;
    return known.get(group)?.some(({ plural }) => resources.includes(plural));
  });
}

function* unknownResource(
  field: Field,
  groups: readonly Field[],
  all: readonly Field[],
  known: Known,
): Iterable<Report> {
  const [name = '', ...below] = field.text?.split('/') ?? [];
  if (name === '' || name === '*' || ACTED_AS.has(name)) return;
  const own = groups.flatMap(({ text }) => known.get(text ?? '') ?? []);
  if (own.some(({ plural }) => plural === name)) return;
  const rest = below.map((part) => `/${part}`).join('');
  const near = own.find((one) => isMeant(name, one));
  if (near) {
    yield report(field, `no resource is called "${field.text}"`, { fix: `Did you mean "${near.plural}${rest}"?` });
    return;
  }
  const others = [...known.values()].flat().filter((one) => one.plural === name || isKind(name, one));
  const [other] = others;
  // Another entry may give what was meant.
  if (!other || others.some(({ group }) => all.some((entry) => gives(entry, group, name)))) return;
  if (other.plural !== name) {
    yield report(field, `no resource is called "${field.text}"`, {
      fix: `Did you mean "${other.plural}${rest}" of the group "${other.group}"?`,
    });
    return;
  }
  const listed = [...new Set(others.map(({ group }) => `"${group}"`))].join(' and ');
  const where = groups.map(({ text }) => `"${text}"`).join(', ');
  yield report(field, `"${field.text}" is no resource of the group ${where}, it is one of ${listed}`, {
    fix: `Write apiGroups: [${others.length === 1 ? other.group || '""' : listed}] in an entry of its own.`,
  });
}

function gives(entry: Field, group: string, resource: string): boolean {
  const has = (list: string, text: string) => entry.items(list).some((one) => one.text === text);
  return has('apiGroups', group) && has('resources', resource);
}

/** Not objects, but whom somebody acts as. Source: Kubernetes, authentication#user-impersonation. */
const ACTED_AS = new Set(['users', 'groups', 'userextras', 'uids']);

/** The kind instead of its plural, or a slip. */
function isMeant(name: string, resource: ApiResource): boolean {
  return isKind(name, resource) || name.toLowerCase() === resource.plural || isOneSlip(name, resource.plural);
}

function isKind(name: string, { kind }: ApiResource): boolean {
  return name.toLowerCase() === kind.toLowerCase();
}

// Source: Kubernetes, reference/access-authn-authz/authorization#determine-the-request-verb.
const VERBS =
  'get list watch create update patch delete deletecollection use bind escalate impersonate approve sign attest'.split(
    ' ',
  );
const OF_URLS = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options'];
const MEANT: Readonly<Record<string, string>> = {
  read: 'get, list, watch',
  view: 'get, list, watch',
  write: 'create, update, patch',
  edit: 'update, patch',
  modify: 'update, patch',
  put: 'update',
  post: 'create',
  remove: 'delete',
  all: "'*'",
};

function* unknownVerb(field: Field, ofResources: boolean): Iterable<Report> {
  const name = field.text;
  if (name === undefined || name === '*' || VERBS.includes(name) || (!ofResources && OF_URLS.includes(name))) return;
  const near = VERBS.find((verb) => verb === name.toLowerCase() || isOneSlip(verb, name));
  const meant = near ?? (Object.hasOwn(MEANT, name) ? MEANT[name] : didYouMean(name, VERBS));
  if (meant !== undefined && ofResources)
    yield report(field, `no request has the verb "${name}"`, { fix: `Write ${meant}.` });
}
