import { anyYaml } from '../../manifest/yaml/yaml-library.js';

/** The filters that a step of `dorny/paths-filter` holds as text; undefined where it names a file with them. */
export function pathFilters(text: string): unknown {
  try {
    return anyYaml().documentOf(text);
  } catch {
    // What the action itself refuses.
    return undefined;
  }
}
