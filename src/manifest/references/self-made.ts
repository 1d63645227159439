import { strings } from '../access.js';
import { type Field, fieldOf } from '../field.js';
import { type ManifestSet, perSet } from '../manifest-set.js';

/** By resource, as roles name it. */
const MADE = new Map([
  ['secrets', 'Secret'],
  ['configmaps', 'ConfigMap'],
]);
const EVERY = { labels: new Map(), expressions: [] };

/**
 * Secrets and ConfigMaps that pods of the set make themselves when they run, as `kind/namespace/name`: their
 * ServiceAccount may create such objects, and their role (`resourceNames`) or what they are started with gives the name.
 */
export const selfMade = perSet((set: ManifestSet): ReadonlySet<string> => {
  const made = new Set<string>();
  for (const binding of [...set.fields('RoleBinding'), ...set.fields('ClusterRoleBinding')]) {
    const { namespace } = binding.manifest.ref;
    for (const [kind, named] of creates(binding, set)) {
      for (const subject of binding.items('subjects')) {
        const own = namespace ?? subject.at('namespace').text;
        const words =
          subject.at('kind').text === 'ServiceAccount' ? startedWith(set, own, subject.at('name').text) : [];
        for (const name of [...named, ...words]) made.add(`${kind}/${own ?? ''}/${name}`);
      }
    }
  }
  return made;
});

/** The kinds that the role of a binding lets somebody create, each with the names that the role has for it. */
function creates(binding: Field, set: ManifestSet): [kind: string, names: readonly string[]][] {
  const [kind, name] = [binding.at('roleRef.kind').text, binding.at('roleRef.name').text];
  if ((kind !== 'Role' && kind !== 'ClusterRole') || name === undefined) return [];
  const role = set.find(kind, binding.manifest.ref.namespace, name);
  if (!role) return [];
  const rules = fieldOf(role).items('rules');
  return [...MADE].flatMap(([resource, made]): [string, readonly string[]][] => {
    const about = rules.filter((rule) => has(rule, 'resources', resource));
    if (!about.some((rule) => has(rule, 'verbs', 'create'))) return [];
    return [[made, about.flatMap(({ value }) => strings(value, 'resourceNames'))]];
  });
}

function has(rule: Field, list: string, wanted: string): boolean {
  return strings(rule.value, list).some((one) => one === wanted || one === '*');
}

/** The words in the commands, arguments and variables of the pods that run as a ServiceAccount. */
function startedWith(set: ManifestSet, namespace: string | undefined, account: string | undefined): readonly string[] {
  const pods = set.pods(namespace, EVERY).filter(({ spec }) => spec.at('serviceAccountName').text === account);
  return pods
    .flatMap(({ containers }) => containers)
    .flatMap(({ field, env }) => [
      ...strings(field.value, 'command'),
      ...strings(field.value, 'args'),
      ...env.flatMap(({ value }) => value ?? []),
    ])
    .flatMap((text) => text.split(/[^\w.-]+/));
}
