import { fieldOf } from '../../manifest/field.js';
import type { Kustomizations } from '../../manifest/files/kustomization.js';
import type { Source } from '../../manifest/files/sources.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { type Report, report } from '../rule.js';

/** Reports entries that need an object which is not there, or which is there already. */
export function* namedObjects(kustomization: Source, all: Kustomizations): Iterable<Report> {
  const root = fieldOf(kustomization);
  yield* untargeted(kustomization);
  const { objects, complete } = all.gathered(kustomization);
  // A component changes what its user gathers.
  if (!complete || root.at('kind').text === 'Component') return;
  const isThere = (name: string, kind?: string) =>
    objects.some(
      (one) =>
        one.source !== kustomization &&
        (kind === undefined || one.kind === kind) &&
        one.names.some((own) => own.name === name),
    );
  for (const entry of root.items('replicas')) {
    const name = entry.at('name');
    if (name.text === undefined || isThere(name.text)) continue;
    yield report(name, `replicas of "${name.text}" are set, and there is no such object`, {
      fix: 'Write the name as the object has it.',
    });
  }
  for (const [list, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const entry of root.items(list)) {
      const [name, behavior] = [entry.at('name'), entry.at('behavior')];
      const changes = behavior.text === 'merge' || behavior.text === 'replace';
      if (name.text === undefined || isThere(name.text, kind) === changes) continue;
      yield changes
        ? report(behavior, `${kind} "${name.text}" is not there to ${behavior.text}`, {
            fix: 'Write the name as the base has it, or leave behavior out.',
          })
        : report(name, `${kind} "${name.text}" is there already`, {
            fix: 'Write behavior: merge, or give it another name.',
          });
    }
  }
}

/** A patch of single fields says nothing of what it is a patch. */
function* untargeted(kustomization: Source): Iterable<Report> {
  for (const entry of fieldOf(kustomization).items('patches')) {
    const { text } = entry.at('patch');
    if (text === undefined || entry.at('target').exists) continue;
    if (!readYaml(text, '').documents.some(({ value }) => Array.isArray(value))) continue;
    yield report(entry, 'a patch of single fields has no target', {
      fix: 'Add target: {kind: Deployment, name: NAME}.',
    });
  }
}
