import { type Field, fieldOf } from '../../manifest/field.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

/** The subsets of the two sides. */
export interface Subsets {
  readonly stable: string;
  readonly canary: string;
}

/** The subsets of the DestinationRule that the Rollout names; reports those that it does not have. */
export function* subsetsOf(istio: Field, set: ManifestSet): Generator<Report, Subsets | undefined> {
  const field = istio.at('destinationRule');
  if (!field.exists) return undefined;
  const names = ['stableSubsetName', 'canarySubsetName'].map((key) => field.at(key));
  const [stable = '', canary = ''] = names.map(({ text }) => text ?? '');
  if (stable === canary) yield report(field, `both sides are the subset "${stable}"`);
  const rule = set.find('DestinationRule', field.manifest.ref.namespace, field.at('name').text ?? '');
  if (!rule) return { stable, canary };
  const known = fieldOf(rule)
    .items('spec.subsets')
    .flatMap((subset) => subset.at('name').text ?? []);
  for (const name of names) {
    if (name.text === undefined || known.includes(name.text)) continue;
    yield report(name, `subset "${name.text}" is not in ${describeRef(rule.ref)}`, {
      fix: `It has: ${quoted(known).join(', ') || 'none'}.`,
    });
  }
  yield* labelsOfSubsets(istio.manifest, rule, [stable, canary]);
  return { stable, canary };
}

/** Labels of a subset that no pod of the Rollout gets: the controller adds the hash to them and takes none away. */
function* labelsOfSubsets(rollout: Manifest, rule: Manifest, names: readonly string[]): Iterable<Report> {
  const spec = fieldOf(rollout, 'spec');
  const template = spec.at('template.metadata.labels');
  if (!template.exists) return;
  const added = ['stableMetadata.labels', 'canaryMetadata.labels'].map((path) => spec.at('strategy.canary').at(path));
  for (const subset of fieldOf(rule).items('spec.subsets')) {
    const name = subset.at('name').text ?? '';
    if (!names.includes(name)) continue;
    for (const [key, label] of subset.entries('labels')) {
      const isGiven = [template, ...added].some((labels) => labels.at([key]).text === label.text);
      if (isGiven || key.endsWith('pod-template-hash') || label.text === undefined || isTemplated(label.text)) continue;
      const own = template.at([key]).text;
      yield report(
        label,
        `subset "${name}" asks for "${key}=${label.text}", which ${describeRef(rollout.ref)} does not have`,
        {
          why: 'The controller adds the hash of its ReplicaSet and keeps this label: the subset has no pods and answers 503.',
          fix: own === undefined ? `Drop "${key}", or write it into the pod template.` : `${key}: ${own}`,
        },
      );
    }
  }
}
