import { addOnsLine, missingAddOns } from '../../checks/gitops/brought.js';
import { listed } from '../../values/listed.js';
import { loadFleet } from '../load/load-fleet.js';
import type { Project } from '../project.js';
import { synthesizeEnvironment } from '../synth/synthesis.js';
import { type Diagnosis, fine, note, wrong } from './diagnosis.js';

const refusal = 'Argo CD fails with "no matches for kind"';

/** What the services stand on and no add-on of their environment brings; one that names no add-ons may have it of others. */
export async function addOns(project: Project): Promise<readonly Diagnosis[]> {
  const loaded = await loadFleet(project).catch(() => undefined);
  // What keeps a fleet from loading is said of dist/.
  if (!loaded || 'findings' in loaded) return [];
  const { fleet } = loaded;
  const all = Object.entries(fleet.environments).flatMap(([name, { addOns }]) => {
    const { set, facts } = synthesizeEnvironment(project, fleet, name);
    const missing = missingAddOns(set, facts.resources ?? []);
    if (missing.size === 0) return [];
    const what = [...missing].map(([addOn, some]) => `${addOn} (${kinds(some)})`).join('; ');
    const fix = `${addOnsLine(missing.keys())} in the environment`;
    return addOns
      ? [wrong('add-ons', `${name}: nothing brings ${what}. ${refusal}`, fix)]
      : [note('add-ons', `${name}: nothing is said to bring ${what}. Where nobody else does: ${refusal}`, fix)];
  });
  return all.length > 0 ? all : [fine('add-ons', 'all that the manifests stand on')];
}

function kinds(some: readonly { readonly ref: { readonly kind: string } }[]): string {
  return listed([...new Set(some.map(({ ref }) => ref.kind))].sort());
}
