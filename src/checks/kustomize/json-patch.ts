import { isList, isObject } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { BuiltObject, Kustomizations } from '../../manifest/files/kustomization.js';
import type { Source } from '../../manifest/files/sources.js';
import type { Json } from '../../manifest/manifest.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { type Report, report } from '../rule.js';
import { patchOperations } from './patch-operations.js';

/** Reports steps of a patch that are not in the object which it is a patch of, and which no other patch adds. */
export function* jsonPatches(kustomization: Source, all: Kustomizations): Iterable<Report> {
  const { objects, complete } = all.gathered(kustomization);
  const root = fieldOf(kustomization);
  const entries = root.items('patches');
  for (const entry of [...entries, ...root.items('patchesJson6902')]) yield* patchOperations(entry.at('patch'));
  if (!complete || entries.every((entry) => !entry.at('patch').exists)) return;
  const others = all.reached(kustomization).map(({ object }) => JSON.stringify(object));
  for (const entry of entries) {
    const [kind, name] = [entry.at('target.kind').text, entry.at('target.name').text];
    const targets = objects.filter((one) => one.kind === kind && one.names.some((own) => own.name === name));
    const [target] = targets;
    if (!target || targets.length > 1) continue;
    for (const step of missingSteps(entry.at('patch'), target)) {
      // Whatever another patch writes of it, a file of one may too.
      const said = others.join('').split(step.key).length - 1;
      if (said > step.text.split(step.key).length - 1 || hasFiles(kustomization, all)) continue;
      yield report(entry.at('patch'), `"${step.path}" is not in ${target.kind} "${name}": it has no "${step.key}"`, {
        why: 'kustomize build fails: "doc is missing path". Argo CD shows a ComparisonError.',
        fix: `Correct the path, or add what is above it first.`,
      });
    }
  }
}

/** Whether patches stand in files, whose text is not looked into here. */
function hasFiles(kustomization: Source, all: Kustomizations): boolean {
  return all.reached(kustomization).some((one) => {
    const root = fieldOf(one);
    const lists = ['transformers', 'replacements', 'patchesJson6902'];
    return (
      lists.some((list) => root.at(list).exists) ||
      root.items('patches').some((entry) => entry.at('path').exists && entry.at('target').exists)
    );
  });
}

interface MissingStep {
  readonly path: string;
  readonly key: string;
  /** The whole patch. */
  readonly text: string;
}

function missingSteps(patch: Field<Source>, target: BuiltObject): MissingStep[] {
  const { text } = patch;
  if (text === undefined) return [];
  return readYaml(text, '')
    .documents.flatMap(({ value }) => (isList(value) ? value : []))
    .flatMap((one) => {
      const { op, path } = isObject(one) ? one : {};
      if (typeof path !== 'string' || !path.startsWith('/') || !['replace', 'remove', 'add'].includes(String(op)))
        return [];
      const keys = path
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
      const key = absent(op === 'add' ? keys.slice(0, -1) : keys, target.source.object);
      if (key === undefined) return [];
      // A number alone stands everywhere: it counts with what is before it.
      const isPlace = /^\d+$/.test(key);
      return [{ path, key: isPlace ? path.slice(1, path.indexOf(`/${key}`) + key.length + 1) : key, text }];
    });
}

/** The first step that is not there. Source: RFC 6902, 4: the place of an operation must exist. */
function absent(keys: readonly string[], value: Json): string | undefined {
  let here: Json | undefined = value;
  for (const key of keys) {
    if (isList(here)) here = here[Number(key)];
    else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
    if (here === undefined) return key;
  }
  return undefined;
}
