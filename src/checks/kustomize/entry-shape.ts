import { isList, isObject } from '../../manifest/access.js';
import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { parseImageRef } from '../../values/image-ref.js';
import { type Report, report } from '../rule.js';

type Type = 'text' | 'flag' | 'number' | 'list' | 'map' | 'texts';

const GENERATOR: Readonly<Record<string, Type>> = {
  ...{ name: 'text', namespace: 'text', behavior: 'text', env: 'text', options: 'map' },
  ...{ literals: 'list', files: 'list', envs: 'list' },
};
/** What the entries of each list have. Source: kustomize, api/types: image.go, labels.go, patch.go, replica.go, kvpairsources.go. */
const ENTRIES: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  images: { name: 'text', newName: 'text', tagSuffix: 'text', newTag: 'text', digest: 'text' },
  labels: { pairs: 'texts', includeSelectors: 'flag', includeTemplates: 'flag', fields: 'list' },
  patches: { path: 'text', patch: 'text', target: 'map', options: 'map' },
  replicas: { name: 'text', count: 'number' },
  configMapGenerator: GENERATOR,
  secretGenerator: { ...GENERATOR, type: 'text' },
};

const IS: Readonly<Record<Type, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  list: isList,
  map: isObject,
  texts: isObject,
};

const SAYS: Readonly<Record<Type, string>> = {
  ...{ text: 'text', flag: 'true or false', number: 'a number', list: 'a list' },
  ...{ map: 'a mapping', texts: 'a mapping' },
};

/** Reports what kustomize does not take in the entries of a kustomization's lists: it reads them strictly. */
export function* entryShape(root: Field<Source>): Iterable<Report> {
  for (const [list, known] of Object.entries(ENTRIES)) {
    for (const entry of root.items(list)) {
      for (const [key, field] of entry.entries()) {
        const type = Object.hasOwn(known, key) ? known[key] : undefined;
        if (type === undefined) {
          const near = didYouMean(key, Object.keys(known));
          yield report(field, `"${key}" is no field of an entry of "${list}"`, {
            fix: near ? `Did you mean "${near}"?` : `Allowed are ${Object.keys(known).join(', ')}.`,
          });
        } else if (field.exists && !IS[type](field.value))
          yield report(field, `"${key}" is ${JSON.stringify(field.value)}, allowed is ${SAYS[type]}`, {
            fix: type === 'text' ? `Write "${String(field.value)}" in quotes.` : undefined,
          });
        else if (type === 'texts') yield* texts(field);
      }
    }
  }
  for (const key of ['commonLabels', 'commonAnnotations']) yield* texts(root.at(key));
  yield* images(root);
  yield* sort(root);
}

function* texts(field: Field<Source>): Iterable<Report> {
  if (field.exists && !isObject(field.value)) {
    yield report(field, `"${String(field.path.at(-1))}" is no mapping`, { fix: 'Write key: value, without a dash.' });
    return;
  }
  for (const [key, value] of field.entries())
    if (value.exists && value.text === undefined)
      yield report(value, `"${key}" is ${JSON.stringify(value.value)}, allowed is text`, {
        fix: `Write "${String(value.value)}" in quotes.`,
      });
}

function* images(root: Field<Source>): Iterable<Report> {
  const seen = new Set<string>();
  for (const entry of root.items('images')) {
    const [name, other] = [entry.at('name'), entry.at('newName')];
    const tag = other.text === undefined ? undefined : parseImageRef(other.text)?.tag;
    if (tag !== undefined)
      yield report(other, `newName "${other.text}" has a tag in it`, {
        why: 'kustomize puts newTag behind it: the image has two tags, and no registry has it.',
        fix: `Write newTag: ${tag}.`,
      });
    const newTag = entry.at('newTag');
    if (newTag.text !== undefined && /[/:]/.test(newTag.text))
      yield report(newTag, `newTag "${newTag.text}" is more than a tag`, {
        why: 'kustomize puts it behind the name of the image: no registry has such a one.',
        fix: `Write newTag: ${newTag.text.replace(/^.*[/:]/, '')}.`,
      });
    if (name.text !== undefined && seen.has(name.text))
      yield report(name, `image "${name.text}" has two entries, the second of which counts`, {
        severity: 'warning',
        why: 'Both rewrite every container of that image: what the first one says is lost.',
        fix: 'Keep one, or give the images names of their own.',
      });
    seen.add(name.text ?? '');
  }
}

/** Source: kustomize, api/types/kustomization.go: EnforceFields. */
function* sort(root: Field<Source>): Iterable<Report> {
  const [kind, version] = [root.at('kind'), root.at('apiVersion')];
  if (kind.text !== undefined && !['Kustomization', 'Component'].includes(kind.text))
    yield report(kind, `kind is "${kind.text}", allowed is Kustomization or Component`, {
      fix: 'Write kind: Kustomization.',
    });
  const wanted = kind.text === 'Component' ? 'v1alpha1' : 'v1beta1';
  if (version.text?.startsWith('kustomize.config.k8s.io/') && !version.text.endsWith(`/${wanted}`))
    yield report(version, `apiVersion is "${version.text}", of which there is none`, {
      fix: `Write apiVersion: kustomize.config.k8s.io/${wanted}.`,
    });
}
