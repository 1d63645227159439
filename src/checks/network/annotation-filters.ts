import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/** Whether annotations are as a requirement of a filter wants them. */
type Requirement = (annotations: Field) => boolean;

const FLAG = '--annotation-filter=';
const WHY = {
  why: 'external-dns passes over what its annotation filter does not match: none of these hosts gets a record.',
  fix: 'Add the annotation that the filter asks for.',
};

/** Lists of hosts on objects that every external-dns of the set is told to pass over. */
export function* unwatched(lists: readonly Field[], set: ManifestSet): Iterable<Report> {
  const filters = applicationSources(set)
    .filter(({ chart }) => chart === 'external-dns')
    .map((source) => {
      const [flag] = valueBelow(source, ['extraArgs'])
        .items()
        .flatMap(({ text }) => (text?.startsWith(FLAG) ? text.slice(FLAG.length) : []));
      return flag ?? valueBelow(source, ['annotationFilter']).text;
    });
  const [first] = filters;
  const requirements = filters.map((filter) => (filter === undefined ? undefined : requirementsOf(filter)));
  // One without a filter, or whose filter is not read here, takes them all.
  if (first === undefined || requirements.includes(undefined)) return;
  for (const list of lists) {
    const annotations = fieldOf(list.manifest, 'metadata.annotations');
    if (requirements.some((all) => all?.every((one) => one(annotations)))) continue;
    yield report(list, `no external-dns looks at it: the annotation filter is "${first}"`, WHY);
  }
}

/** Source: Kubernetes, concepts/overview/working-with-objects/labels, "Set-based requirement". */
function requirementsOf(filter: string): readonly Requirement[] | undefined {
  const parts = filter.split(/,(?![^(]*\))/).map((part) => requirement(part.trim()));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function requirement(written: string): Requirement | undefined {
  const [, key, values] = /^([\w./-]+)\s*(?:in\s*\(([^()]*)\)|==?\s*[\w.-]+)$/.exec(written) ?? [];
  if (key === undefined) return undefined;
  const wanted = (values ?? written.slice(written.lastIndexOf('=') + 1)).split(',').map((value) => value.trim());
  return (annotations) => wanted.includes(annotations.at([key]).text ?? '');
}
