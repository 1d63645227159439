import type { Construct } from 'constructs';
import type { CallSite } from '../../construct/place.js';
import { reject } from '../../construct/reject.js';
import { imageRefProblem } from '../../values/image-ref.js';
import type { EnvironmentSpec } from './environment-spec.js';

/** What keeps a registry from being one; undefined where nothing does. */
export function registryProblem({ url }: EnvironmentSpec['registry']): string | undefined {
  return imageRefProblem(`${url}/image:tag`);
}

/** Rejects where an environment reads images and manifests from, that are no such place. */
export function checkAddresses(scope: Construct, { registry, git }: EnvironmentSpec, site: CallSite): void {
  const url = registry.url.replace(/^\w+:\/\//, '').replace(/\/+$/, '');
  const problem = registryProblem(registry);
  if (problem !== undefined)
    reject(scope, {
      rule: 'image',
      message: `registry "${registry.url}" ${problem}`,
      why: 'The kubelet pulls no image of it: InvalidImageName.',
      fix: url === registry.url ? 'Write HOST/FOLDER in lower case.' : `Write '${url}'.`,
      site,
      property: { object: registry, key: 'url' },
    });
  if (git.revision.trim() === '')
    reject(scope, {
      rule: 'app-schema',
      message: 'revision is empty: the Application reads whatever branch is the default',
      why: 'Another default branch brings other manifests, and nobody has changed one.',
      fix: "Write the branch: 'main'.",
      site,
      property: { object: git, key: 'revision' },
    });
}
