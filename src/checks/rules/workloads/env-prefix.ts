import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
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
  what: 'A variable lacks the prefix that the others of its service have, or has it with a slip',
  why: 'The settings of the program look for the prefix: the variable is not read, and the default holds.',
  fix: 'Put the prefix of the service before it.',
  exceptions: [
    'Services that have fewer than three variables with their name before them.',
    'Variables that other services read without a prefix too, or that fewer than three have with theirs.',
    'Variables that are there with the prefix as well, and those that begin as something else in the set is called.',
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
      for (const { at, name } of nearly(set, prefix, variables))
        yield report(at, `"${name}" of "${service}" begins nearly as its other variables do, with "${prefix}"`, {
          fix: `Write ${prefix}${name.slice(prefix.length).replace(/^[-_]/, '')}.`,
        });
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

/**
 * Variables that begin with the prefix but for a slip or a dash, each place once. A word that the set uses for something
 * else is meant: `USER_` beside `USERS_`, where somebody is called user.
 */
function nearly(set: ManifestSet, prefix: string, variables: readonly Variable[]): readonly Variable[] {
  const letters = (text: string) => text.replaceAll(/[^A-Z0-9]/g, '');
  const found = variables.filter(({ name }) => {
    if (name.startsWith(prefix)) return false;
    const begins = [-1, 0, 1].map((more) => name.slice(0, prefix.length + more));
    const slip = begins.find((one) => /[_-]$/.test(one) && isSlip(one.slice(0, -1), prefix.slice(0, -1)));
    if (slip !== undefined) return !words(set).has(slip.slice(0, -1).toLowerCase());
    return begins.some((one) => /[_-]$/.test(one) && letters(one) === letters(prefix));
  });
  return [...new Map(found.map((one) => [`${JSON.stringify(one.at.manifest.ref)} ${one.name}`, one])).values()];
}

/** A letter that is another, or is missing within: one more at the end makes another word, as in AUTHZ_ and USERS_. */
function isSlip(begin: string, prefix: string): boolean {
  return (
    isOneSlip(begin, prefix) &&
    // STOP is no slip of SHOP: of short words only letters that are swapped tell.
    Math.min(begin.length, prefix.length) >= ([...begin].sort().join('') === [...prefix].sort().join('') ? 4 : 5) &&
    !begin.startsWith(prefix) &&
    !prefix.startsWith(begin) &&
    begin.replaceAll(/\d/g, '') !== prefix.replaceAll(/\d/g, '')
  );
}

/** What objects and namespaces are called, and how other variables begin. */
const words = perSet((set: ManifestSet): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { ref } of set.manifests)
    for (const name of [ref.name, ref.namespace ?? ''])
      found.add(name.replaceAll(/[-.]/g, '_')).add(name.split('-')[0] ?? '');
  return found;
});

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
