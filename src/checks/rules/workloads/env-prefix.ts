import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { listed } from '../../../values/listed.js';
import { report, rule } from '../../rule.js';
import { prefixOf, serviceName, type Variable, variablesOf } from '../../workloads/variables.js';

const pod = (name: string, keys: readonly string[]) => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
      env:${keys.map((key) => `\n        - { name: ${key}, value: "1" }`).join('')}
`;
const own = (name: string, keys: readonly string[]) =>
  pod(
    name,
    keys.map((key) => `${name.toUpperCase()}_${key}`),
  );
const example = (last: string) =>
  ['cart', 'stock', 'till'].map((name) => own(name, ['POOL', 'TTL', 'LIMIT'])).join('') +
  pod('shop', ['SHOP_TTL', 'SHOP_LIMIT', 'SHOP_PAGE', last]);

export const envPrefix = rule({
  id: 'env-prefix',
  severity: 'warning',
  what: 'A variable lacks the prefix that the others of its service have',
  why: 'The settings of the program look for the prefix: the variable is not read, and the default holds.',
  fix: 'Put the prefix of the service before it.',
  exceptions: [
    'Services that have fewer than three variables with their name before them.',
    'Variables that other services read without a prefix too, or that fewer than three have with theirs.',
    'Variables that are there with the prefix as well.',
  ],
  source: 'pydantic-settings, env_prefix; envconfig and viper do alike',
  wrong: example('POOL').replace('{ name: POOL, value: "1" }', '{ name: POOL, value: "1" } # <--'),
  right: example('SHOP_POOL'),
  *check({ set }) {
    for (const [service, variables] of services(set)) {
      const prefix = usedPrefix(service, variables);
      if (prefix === undefined) continue;
      const names = new Set(variables.map(({ name }) => name));
      const bare = variables.filter(({ name }) => !names.has(prefix + name) && isUsuallyPrefixed(set, name));
      for (const holder of new Set(bare.map(({ at }) => at.manifest))) {
        const [first, ...rest] = bare.filter(({ at }) => at.manifest === holder);
        if (!first) continue;
        const listing = [...new Set([first, ...rest].map(({ name }) => `"${name}"`))];
        const verb = listing.length > 1 ? 'lack' : 'lacks';
        yield report(
          first.at,
          `${listed(listing)} of "${service}" ${verb} the prefix "${prefix}" that its other variables have`,
          { fix: `Write ${prefix}${first.name}.` },
        );
      }
    }
  },
});

/** The variables of each service; variants of one count as one. */
const services = perSet((set: ManifestSet): ReadonlyMap<string, readonly Variable[]> => {
  const groups = new Map<string, Variable[]>();
  for (const variable of variablesOf(set)) {
    const name = serviceName(variable.pod);
    const group = groups.get(name);
    if (group) group.push(variable);
    else groups.set(name, [variable]);
  }
  return groups;
});

/** The name of a service, or how it begins, as at least three of its variables begin: `CHAT_` of `chat-api`. */
function usedPrefix(service: string, variables: readonly Variable[]): string | undefined {
  const words = service.split('-');
  return words
    .map((_, i) => prefixOf(words.slice(0, words.length - i).join('-')))
    .find((prefix) => new Set(variables.map(({ name }) => name).filter((name) => name.startsWith(prefix))).size >= 3);
}

/** How many services have a variable with their own prefix, by its name without; and whose bare it is. */
const uses = perSet((set: ManifestSet) => {
  const prefixed = new Map<string, Set<string>>();
  const bare = new Map<string, Set<string>>();
  for (const [service, variables] of services(set)) {
    const prefix = usedPrefix(service, variables);
    for (const { name } of variables) {
      const [map, key] =
        prefix !== undefined && name.startsWith(prefix) ? [prefixed, name.slice(prefix.length)] : [bare, name];
      map.set(key, (map.get(key) ?? new Set()).add(service));
    }
  }
  return { prefixed, bare };
});

/** Whether at least three services have the variable with their own prefix, and none but this one has it without. */
function isUsuallyPrefixed(set: ManifestSet, name: string): boolean {
  const { prefixed, bare } = uses(set);
  return (prefixed.get(name)?.size ?? 0) >= 3 && (bare.get(name)?.size ?? 0) === 1;
}
