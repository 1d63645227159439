import type { Suppression } from '../checks/suppress.js';
import type { Composition } from '../service/compose.js';

/** What the services of one environment accept, each for the files of its own folder. `output`: `dist`. */
export function suppressionsOf(
  composition: Pick<Composition, 'acceptances' | 'definitions'>,
  environment: string,
  output: string,
): Suppression[] {
  return [...composition.acceptances].flatMap(([name, acceptances]) => {
    const folder = `${output}/${environment}/${name}/`;
    const definition = composition.definitions.get(name);
    return acceptances.map(
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
