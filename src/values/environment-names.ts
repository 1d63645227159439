/** Names of environments, those that mean the same together. */
const SAME: readonly (readonly string[])[] = [
  ['dev', 'develop', 'development'],
  ['staging', 'stage', 'stg'],
  ['prod', 'production', 'prd'],
  ['qa'],
  ['uat'],
  ['preprod', 'pre-prod'],
  ['sandbox'],
];

const canonical = new Map(SAME.flatMap((names) => names.map((name) => [name, names[0] ?? name])));

// Words for other things too: a folder `test` holds tests. In names and hosts, beside others, they are environments.
const ALSO = new Set(['test', 'testing', 'live', 'preview']);

/** The environment that a word names whatever it stands in, by the first of its names: `dev` for `development`. */
export function environmentCalled(word: string): string | undefined {
  return canonical.get(word);
}

/** Whether a word names an environment where it is one of a name, of a host, or of a path in a store. */
export function isEnvironmentWord(word: string): boolean {
  return canonical.has(word) || ALSO.has(word);
}

/** Whether one of the words of a name, between dots and dashes, is that of an environment. */
export function namesEnvironment(name: string): boolean {
  return name.split(/[.-]/).some(isEnvironmentWord);
}

/** Whether two host names are the same but for the word of an environment: `api.dev.shop.io` and `api.shop.io`. */
export function isOfOtherEnvironment(host: string, other: string): boolean {
  return host !== other && bare(host) === bare(other);
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .split('.')
    .map((label) =>
      label
        .split('-')
        .filter((word) => !isEnvironmentWord(word))
        .join('-'),
    )
    .filter((label) => label !== '')
    .join('.');
}
