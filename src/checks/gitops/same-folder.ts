import { get } from '../../manifest/access.js';
import { applicationsOf, type DeclaredApplication, ownersOf } from '../../manifest/argocd/applications.js';
import { groupBy } from '../../manifest/group-by.js';
import { rowOf } from '../../manifest/kinds.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { filledField } from './filled-field.js';

/** Two Applications of one folder, whose objects say themselves where they stand. */
export function* sameFolder(set: ManifestSet): Iterable<Report> {
  const owners = ownersOf(set);
  const open = new Set<string>();
  for (const [manifest, { paths }] of owners) {
    if (manifest.ref.namespace !== undefined || rowOf(manifest.object)?.scope === 'cluster') continue;
    for (const path of paths) open.add(path);
  }
  const seen = new Set([...owners.values()].flatMap(({ paths }) => paths));
  const readers = groupBy(applicationsOf(set), ({ paths, spec }) =>
    JSON.stringify([
      paths,
      get(spec, 'source.repoURL'),
      get(spec, 'source.targetRevision'),
      get(spec, 'destination.server'),
    ]),
  );
  for (const same of readers.values()) {
    const [first, ...rest] = same.filter((one) => !isGuarded(one));
    const [path, ...more] = first?.paths ?? [];
    // Those of one name are one Application, declared twice.
    if (!first || path === undefined || more.length > 0 || open.has(path) || !seen.has(path)) continue;
    const others = rest.filter(({ name }) => name !== first.name);
    // Whichever is called after the folder reads the right one.
    const isMeant = ({ name }: DeclaredApplication) => path.split('/').some((step) => name.endsWith(step));
    const wrong = [first, ...others].filter((one) => !isMeant(one));
    const named = [first, ...others].map(({ name }) => `"${name}"`);
    if (others.length === 0) continue;
    for (const one of wrong.length > 0 && wrong.length <= others.length ? wrong : [first, ...others])
      yield report(filledField(one, 'source.path'), `"${path}" is applied by ${listed(named)}`, {
        fix: 'Name the folder that is meant for it.',
      });
  }
}

/** Whether a second sync fails before it takes an object of another Application. */
export function isGuarded({ spec }: DeclaredApplication): boolean {
  return JSON.stringify(spec.syncPolicy ?? {}).includes('FailOnSharedResource=true');
}
