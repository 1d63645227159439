import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Definitions } from '../../../imports/schema/types.js';
import type { Packages } from '../packages.js';
import { kubernetesMinors } from '../sources.js';
import { type ServedKind, writeApis } from './apis.js';
import { missingKinds } from './corrections.js';
import { difference, writeVersion } from './files.js';
import { readCoreTypes } from './jsii.js';
import { completeTypes } from './overlay.js';

/** Writes the schemas of every Kubernetes minor version, and the list of its kinds. */
export function writeCore(packages: Packages, folder: string): void {
  const models = packages.decompiler();
  for (const name of ['kubernetes-models', '@kubernetes-models/apimachinery']) {
    const schemas = join(packages.folder(name), '_schemas');
    for (const file of readdirSync(schemas)) if (file.endsWith('.js')) models.add(join(schemas, file));
  }
  let before: { minor: string; definitions: Definitions } | undefined;
  const served: ServedKind[] = [];
  for (const minor of kubernetesMinors) {
    const types = readCoreTypes(packages.folder(`cdk8s-plus-${minor.slice(2)}`));
    const definitions = completeTypes(types, models.definitions);
    served.push(...[...types.kinds, ...missingKinds].map((kind) => ({ ...kind, minor })));
    writeFileSync(
      join(folder, `kubernetes-${minor}.json`),
      writeVersion(
        before
          ? { kubernetes: minor, from: before.minor, definitions: difference(before.definitions, definitions) }
          : { kubernetes: minor, definitions },
      ),
    );
    before = { minor, definitions };
  }
  writeApis(served, packages.folder('cdk8s-plus-28'), join(folder, 'apis.json'));
}
