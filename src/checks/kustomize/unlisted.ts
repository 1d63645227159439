import { fieldOf } from '../../manifest/field.js';
import type { Kustomizations } from '../../manifest/files/kustomization.js';
import { folderOf } from '../../manifest/files/source-sorts.js';
import type { Source, Sources } from '../../manifest/files/sources.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

/** So many that are listed show that files lie there to be listed. */
const LEAST = 3;

/** Reports manifests right beside a kustomization that neither it nor another one lists. */
export function* unlisted(kustomization: Source, all: Kustomizations, sources: Sources): Iterable<Report> {
  const folder = folderOf(kustomization.path);
  const texts = all.all.map(({ object }) => JSON.stringify(object));
  const files = new Set(
    sources
      .sort('kustomized')
      .filter(({ path, object }) => folderOf(path) === folder && object.kind !== undefined)
      .map(({ path }) => path.slice(folder === '' ? 0 : folder.length + 1)),
  );
  const alone = [...files].filter((name) => !texts.some((text) => text.includes(`${name}"`)));
  // A patch is of no use to anybody else; other files may lie there for another reason, where few others do.
  const left = files.size - alone.length >= LEAST ? alone : alone.filter((name) => /patch/.test(name));
  // Several are a collection to choose from.
  if (left.length === 0 || left.length > Math.max(1, files.size / 5)) return;
  const root = fieldOf(kustomization);
  const [first = ''] = left;
  const list = /patch/.test(first) && root.at('patches').exists ? root.at('patches') : root.at('resources');
  yield report(list.exists ? list : root, `${listed(quoted(left))} beside it is listed by no kustomization`, {
    severity: 'warning',
    why: 'kustomize reads what is listed alone: what stands in the file is never applied.',
    fix: `Add - ${/patch/.test(first) ? 'path: ' : ''}${first}, or delete the file.`,
  });
}
