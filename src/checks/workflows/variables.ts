import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';

/** A text with what the variables of these places hold, where that is written there: the later place counts. */
export function withVariables(text: string, ...places: readonly Field<Source>[]): string {
  const known = new Map(places.flatMap((place) => literals(place.at('env'))));
  return text.replaceAll(
    /\$\{\{\s*env\.(\w+)\s*\}\}|\$\{?(\w+)\}?/g,
    (whole: string, read?: string, shell?: string) => known.get(read ?? shell ?? '') ?? whole,
  );
}

function literals(env: Field<Source>): [name: string, value: string][] {
  return env
    .entries()
    .flatMap(([name, { scalar }]): [string, string][] =>
      scalar === undefined || scalar.includes('${{') ? [] : [[name, scalar]],
    );
}
