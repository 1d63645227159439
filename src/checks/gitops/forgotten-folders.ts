import { text } from '../../manifest/access.js';
import { applicationsOf, ownersOf } from '../../manifest/argocd/applications.js';
import type { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { folderName } from './folder-patterns.js';

const PATH = 'spec.template.spec.source.path';

/** Folders of the kind that the path of the template names, which no element stands for and no Application applies. */
export function* forgottenFolders(root: Field, set: ManifestSet): Iterable<Report> {
  const path = root.at(PATH).text ?? '';
  const parts = path.split(/\{\{\s*\.?[\w.-]+\s*\}\}/);
  const generators = root.items('spec.generators');
  const list = generators[0]?.at('list.elements');
  if (parts.length !== 2 || generators.length !== 1 || !list?.exists) return;
  const [before = '', after = ''] = parts;
  const owners = ownersOf(set);
  const made = new Set(
    applicationsOf(set)
      .filter(({ manifest }) => manifest === root.manifest)
      .flatMap(({ paths }) => paths),
  );
  const found = new Map<string, boolean>();
  for (const manifest of set.manifests) {
    const name = folderName(manifest.origin.file, before, after);
    if (name !== undefined) found.set(name, (found.get(name) ?? false) || owners.has(manifest));
  }
  const here = [...found].filter(([name]) => made.has(`${before}${name}${after}`)).length;
  const left = [...found].flatMap(([name, owned]) => (owned || root !== nearest(name, path, set) ? [] : [`"${name}"`]));
  // Only where most elements have their folders here is the rest known too.
  if (here < 2 || left.length === 0 || left.length > here) return;
  yield report(
    list,
    `no Application applies the folder of ${listed(left)}, which ${left.length > 1 ? 'lie' : 'lies'} beside those of the list`,
    {
      severity: 'warning',
      why: 'Its manifests never reach the cluster.',
      fix: `Add ${left.length > 1 ? 'elements' : 'an element'} for it, or remove the folder.`,
    },
  );
}

/**
 * Of the ApplicationSets of one path the one that lists most names like it, by their last word, then by how many words they
 * have: `mail-worker` is of the workers, and so rather is `mail-relay`.
 */
function nearest(name: string, path: string, set: ManifestSet): Field | undefined {
  const words = name.split('-');
  const likeness = ({ value }: Field) => {
    const own = (text(value, 'name') ?? '').split('-');
    return (own.at(-1) === words.at(-1) ? 100 : 0) + (own.length === words.length ? 1 : 0);
  };
  const alike = (one: Field) =>
    one
      .items('spec.generators')
      .reduce((sum, of) => of.items('list.elements').reduce((all, it) => all + likeness(it), sum), 0);
  const rivals = set.fields('ApplicationSet').filter((one) => one.at(PATH).text === path);
  return rivals.toSorted((a, b) => alike(b) - alike(a))[0];
}
