import type { ApplicationSource } from '../../manifest/argocd/application-sources.js';
import { applicationsOf } from '../../manifest/argocd/applications.js';
import { environmentOf } from '../../manifest/files/environment.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';
import { filledField } from './filled-field.js';

/** What another environment receives, where all others read what is meant for this one. */
export function* otherEnvironment(set: ManifestSet, sources: readonly ApplicationSource[]): Iterable<Report> {
  if (set.name === '') return;
  const written = sources.map(({ source }) => source.at('path'));
  const fields = new Set(written.filter((at) => environmentOf(`${at.text}/x`) !== undefined));
  const filled = applicationsOf(set)
    .filter((one) => one.element !== undefined)
    .map((one) => ({ at: filledField(one, 'source.path'), path: one.paths[0] }))
    .filter(({ at, path }) => at.text === path);
  const named = [...[...fields].map((at) => ({ at, path: at.text })), ...filled].flatMap(({ at, path }) => {
    const environment = environmentOf(`${path}/x`);
    return path === undefined || environment === undefined ? [] : [{ at, path, environment }];
  });
  const found = oddOnesOut(named, ({ environment }) => environment);
  if (found?.usual !== set.name) return;
  for (const { at, path, environment } of found.odd)
    yield report(at, `"${path}" is of environment "${environment}", and this is "${set.name}"`, {
      why: 'The cluster receives what is meant for the other environment: its names, its sizes, its secrets.',
      fix: `Name the folder of "${set.name}".`,
    });
}
