import { isList, isObject } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

const TEXTS = ['apiVersion', 'kind', 'namePrefix', 'nameSuffix', 'namespace'];
const MAPS = [
  'metadata',
  'openapi',
  'commonLabels',
  'commonAnnotations',
  'generatorOptions',
  'helmGlobals',
  'sortOptions',
  'inventory',
];
const LISTS_OF_TEXT = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'patchesStrategicMerge',
  'generators',
  'transformers',
  'validators',
  'buildMetadata',
];
const LISTS_OF_MAPS = [
  'patches',
  'patchesJson6902',
  'replacements',
  'images',
  'imageTags',
  'replicas',
  'labels',
  'vars',
  'configMapGenerator',
  'secretGenerator',
  'helmCharts',
  'helmChartInflationGenerator',
];
const KNOWN = new Set([...TEXTS, ...MAPS, ...LISTS_OF_TEXT, ...LISTS_OF_MAPS]);

/** Reports what kustomize does not take as a kustomization. Source: kustomize, api/types/kustomization.go. */
export function* shape(kustomization: Source): Iterable<Report> {
  const root = fieldOf(kustomization);
  let says = false;
  for (const [key, field] of root.entries()) {
    const { value } = field;
    if (value !== undefined && value !== null && !['apiVersion', 'kind', 'metadata'].includes(key)) says = true;
    if (!KNOWN.has(key)) {
      const near = didYouMean(key, KNOWN);
      yield report(field, `"${key}" is no field of a kustomization`, {
        fix: near ? `Did you mean "${near}"?` : 'Drop it.',
      });
    } else if (LISTS_OF_TEXT.includes(key) || LISTS_OF_MAPS.includes(key)) {
      const texts = LISTS_OF_TEXT.includes(key);
      if (value !== null && !isList(value))
        yield report(field, `"${key}" is no list`, { fix: 'Write each entry behind a dash.' });
      for (const item of field.items()) {
        if (texts ? typeof item.value === 'string' : isObject(item.value)) continue;
        const wanted = texts ? 'text' : 'a mapping';
        yield report(item, `an entry of "${key}" is ${describe(item.value)}, allowed is ${wanted}`, {
          fix:
            texts || typeof item.value !== 'string'
              ? `Write ${wanted}.`
              : `Write - ${key === 'patches' ? 'path' : 'name'}: ${item.value}`.concat('.'),
        });
      }
    }
  }
  if (says) return;
  yield report(root, 'the kustomization is empty: no field of it has a value', {
    fix: 'Write resources: [] where there is nothing yet, or drop the folder where it is used.',
  });
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (isList(value)) return 'a list';
  return typeof value === 'object'
    ? 'a mapping'
    : `the ${typeof value === 'string' ? 'text' : typeof value} ${JSON.stringify(value)}`;
}
