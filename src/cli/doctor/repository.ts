import { listed } from '../../values/listed.js';
import { loadFleet } from '../load/load-fleet.js';
import type { Project } from '../project.js';
import { type Diagnosis, fine, note } from './diagnosis.js';

// Source: RFC 2606, section 2: nobody can own a name below these.
const NOBODYS = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?[\w.-]+\.(?:test|example|invalid)(?=[:/]|$)/i;

/** The repositories that Argo CD is told to read. `eco init` writes one that is nobody's where Git knows of none. */
export async function repositories(project: Project): Promise<readonly Diagnosis[]> {
  const loaded = await loadFleet(project).catch(() => undefined);
  // What keeps a fleet from loading is said of dist/.
  if (!loaded || 'findings' in loaded) return [];
  const environments = new Map<string, string[]>();
  for (const [name, { git }] of Object.entries(loaded.fleet.environments))
    environments.set(git.repo, [...(environments.get(git.repo) ?? []), name]);
  return [...environments].map(([repo, names]) => {
    if (!NOBODYS.test(repo)) return fine('argo cd', repo);
    const said = `${listed(names)} ${names.length > 1 ? 'are' : 'is'} read from ${repo}, a name that is nobody's`;
    return note('argo cd', said, 'Write the address of your repository: git.repo of the environment.');
  });
}
