import type { Suppression } from '../checks/suppress.js';
import type { KnownEnvironment } from '../service/environment/known-environment.js';

/** What the services of one environment accept, each for the files of its own folder. `output`: `dist`. */
export function suppressionsOf(
  { acceptances, definitions }: Pick<KnownEnvironment, 'acceptances' | 'definitions'>,
  environment: string,
  output: string,
): Suppression[] {
  return [...acceptances].flatMap(([name, accepted]) => {
    const folder = `${output}/${environment}/${name}/`;
    const definition = definitions.get(name);
    return accepted.map(
      (acceptance): Suppression => ({
        ...acceptance,
        covers: ({ file }) => file?.startsWith(folder) ?? false,
        // Reading a stack takes a while, and almost nobody asks.
        get at() {
          return definition?.site();
        },
        on: `"${name}" in "${environment}"`,
      }),
    );
  });
}
