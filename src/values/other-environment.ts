const ENVIRONMENT = /^(?:dev|develop|development|test|qa|stage|staging|stg|prod|production|prd|live|sandbox|preview)$/;

/** Whether one of the words of a name, between dots and dashes, is that of an environment. */
export function namesEnvironment(name: string): boolean {
  return name.split(/[.-]/).some((word) => ENVIRONMENT.test(word));
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
        .filter((word) => !ENVIRONMENT.test(word))
        .join('-'),
    )
    .filter((label) => label !== '')
    .join('.');
}
