import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Definitions, Schema } from '../../../imports/schema/types.js';
import { kubernetesMinors } from '../sources.js';

/** As the committed files have it: the types of the oldest version, and what each later one changes; null is gone. */
interface Committed {
  readonly definitions: Readonly<Record<string, Schema | null>>;
}

/**
 * Writes the types of each Kubernetes version. The oldest and the newest are whole: the newest is read wherever nobody
 * says which version a cluster has. Of each between stands what differs from its neighbour on the way to the nearer end.
 */
export function writeKubernetes(schemas: string, output: string): void {
  const versions: { readonly minor: string; readonly definitions: Definitions }[] = [];
  for (const minor of kubernetesMinors) {
    const file = readFileSync(join(schemas, `kubernetes-${minor}.json`), 'utf8');
    const { definitions } = JSON.parse(file) as Committed;
    versions.push({ minor, definitions: changed(versions.at(-1)?.definitions ?? {}, definitions) });
  }
  const last = versions.length - 1;
  for (const [i, { minor, definitions }] of versions.entries()) {
    const neighbour = i === 0 || i === last ? undefined : versions[i <= last / 2 ? i - 1 : i + 1];
    const stored = neighbour
      ? { kubernetes: minor, from: neighbour.minor, definitions: differences(neighbour.definitions, definitions) }
      : { kubernetes: minor, definitions };
    writeFileSync(join(output, `kubernetes-${minor}.json`), JSON.stringify(stored));
  }
}

function changed(before: Definitions, changes: Committed['definitions']): Definitions {
  const after: Record<string, Schema> = { ...before };
  for (const [name, schema] of Object.entries(changes)) {
    if (schema) after[name] = schema;
    else delete after[name];
  }
  return after;
}

/** What turns the types of one version into those of another. */
function differences(from: Definitions, to: Definitions): Committed['definitions'] {
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  const other = Object.entries(to).filter(([name, schema]) => JSON.stringify(from[name]) !== JSON.stringify(schema));
  return Object.fromEntries([...other, ...gone.map((name) => [name, null] as const)]);
}
