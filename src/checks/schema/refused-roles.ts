import { fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * What the API server refuses of a role though every field has its type.
 * Source: Kubernetes, pkg/apis/rbac/validation/validation.go, ValidatePolicyRule.
 */
export function* refusedRole(role: Manifest): Iterable<Report> {
  for (const entry of fieldOf(role).items('rules')) {
    const [groups, resources, urls] = ['apiGroups', 'resources', 'nonResourceURLs'].map((key) => entry.items(key));
    if (!groups || !resources || !urls) continue;
    if (entry.at('verbs').exists && entry.items('verbs').length === 0)
      yield report(entry.at('verbs'), 'the entry of the role has no verbs', { fix: 'Name what is allowed.' });
    if (urls.length > 0) {
      if (role.ref.kind === 'Role')
        yield report(entry.at('nonResourceURLs'), 'a Role may not name URLs, which belong to no namespace', {
          fix: 'Write them in a ClusterRole.',
        });
      else if (groups.length + resources.length > 0)
        yield report(entry.at('nonResourceURLs'), 'an entry of the role names URLs and resources', {
          fix: 'Write two entries.',
        });
    } else if (groups.length === 0)
      yield report(entry, 'an entry of the role has no apiGroups', { fix: 'Add apiGroups; of the core group [""].' });
    else if (resources.length === 0) yield report(entry, 'an entry of the role has no resources', { fix: 'Add them.' });
  }
}

/**
 * The same of a binding.
 * Source: Kubernetes, pkg/apis/rbac/validation/validation.go, ValidateRoleBinding and ValidateRoleBindingSubject.
 */
export function* refusedBinding(binding: Manifest): Iterable<Report> {
  const role = fieldOf(binding, 'roleRef');
  const group = role.at('apiGroup');
  if (group.text !== undefined && group.text !== '' && group.text !== RBAC)
    yield report(group, `"${group.text}" is not the group of roles`, { fix: `Write ${RBAC}.` });
  const isWide = binding.ref.kind === 'ClusterRoleBinding';
  const kinds = isWide ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  const kind = role.at('kind');
  if (kind.text !== undefined && !kinds.includes(kind.text))
    yield report(kind, `a ${binding.ref.kind} binds no ${kind.text}`, { fix: `Name a ${kinds.join(' or a ')}.` });
  for (const subject of fieldOf(binding).items('subjects')) {
    const whose = subject.at('kind');
    const own = OF_SUBJECT[whose.text ?? ''];
    const given = subject.at('apiGroup');
    if (whose.text !== undefined && own === undefined)
      yield report(whose, `"${whose.text}" is no kind of subject`, { fix: 'Write ServiceAccount, User or Group.' });
    else if (given.text !== undefined && given.text !== '' && given.text !== own)
      yield report(given, `a ${whose.text} is not of the group "${given.text}"`, {
        fix: own === '' ? 'Drop the field.' : `Write ${RBAC}.`,
      });
    else if (isWide && whose.text === 'ServiceAccount' && !subject.at('namespace').exists)
      yield report(subject, 'the account is of no namespace', { fix: 'Add its namespace.' });
  }
}

/** The group of each kind of subject. */
const OF_SUBJECT: Readonly<Record<string, string>> = { ServiceAccount: '', User: RBAC, Group: RBAC };
