import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { StoredApi, StoreIndex } from '../../../imports/schema/store.js';
import { resourceSchema, type StructuralSchema } from '../../../imports/schema/structural.js';
import { kubernetesMinors } from '../sources.js';

/** A CustomResourceDefinition as the files below `imports/crds` have it. */
export interface CrdDocument {
  readonly spec: {
    readonly group: string;
    readonly scope: 'Cluster' | 'Namespaced';
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      /** Absent where it is the first version's. */
      readonly schema?: { readonly openAPIV3Schema: StructuralSchema };
    }[];
  };
}

/** Reads every CustomResourceDefinition below a folder. */
export function readCrds(folder: string): CrdDocument[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as CrdDocument[]);
}

/** Writes the schema of each custom resource to a file of its own, and the list of all kinds. */
export function writeIndex(imports: string, output: string): void {
  const core = JSON.parse(readFileSync(join(imports, 'schemas/apis.json'), 'utf8')) as StoredApi[];
  const custom = readCrds(join(imports, 'crds')).flatMap(({ spec }) =>
    spec.versions.map(({ name: version, schema }): StoredApi => {
      const { kind, plural } = spec.names;
      const file = `${spec.group}/${schema ? version : spec.versions[0]?.name}/${kind}.json`;
      if (schema) {
        mkdirSync(dirname(join(output, file)), { recursive: true });
        writeFileSync(join(output, file), JSON.stringify(resourceSchema(schema.openAPIV3Schema)));
      }
      return { group: spec.group, version, kind, plural, namespaced: spec.scope === 'Namespaced', file };
    }),
  );
  const ruled = readdirSync(join(imports, 'cel')).map((file) => file.replace(/\.json$/, ''));
  const index: StoreIndex = { kubernetes: kubernetesMinors, apis: [...core, ...custom], ruled: ruled.sort() };
  writeFileSync(join(output, 'index.json'), JSON.stringify(index));
}
