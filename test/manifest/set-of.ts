import { objectsOf } from '../../src/manifest/files/objects.js';
import { ManifestSet } from '../../src/manifest/manifest-set.js';
import { readYaml } from '../../src/manifest/yaml/read-yaml.js';

/** What one cluster receives, written as YAML. Throws when the YAML itself is not as it should be. */
export function setOf(text: string): ManifestSet {
  const { documents, findings } = readYaml(text, 'test.yaml');
  const objects = documents.map(objectsOf);
  const wrong = [...findings, ...objects.flatMap((one) => one.findings)];
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
  return new ManifestSet(
    '',
    objects.flatMap((one) => one.manifests),
  );
}
