import type { FieldPath } from '../../manifest/manifest.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import type { ReferenceGraph } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';
import { keysOf } from './key-sources.js';
import { describeSource, meantKey } from './meant-key.js';

/** A single file of a volume, where the ConfigMap or Secret has none of that name. Other volumes make a folder of it. */
export function* missingFiles({ manifest, spec, containers }: PodTemplate, graph: ReferenceGraph): Iterable<Report> {
  for (const volume of spec.items('volumes')) {
    const edge = graph.from(manifest).find(({ path }) => isBelow(path, volume.path));
    const known = edge && !edge.optional ? keysOf(edge.target) : undefined;
    const isWhole = ['configMap', 'secret'].some(
      (kind) => volume.at(kind).exists && !volume.at(kind).at('items').exists,
    );
    if (!edge || !known || !isWhole) continue;
    const mounts = containers.flatMap(({ field }) => field.items('volumeMounts'));
    for (const mount of mounts.filter((one) => one.at('name').text === volume.at('name').text)) {
      const file = mount.at('subPath');
      if (file.text === undefined || file.text.includes('/') || known.has(file.text)) continue;
      const near = meantKey(file.text, known);
      yield report(file, `key "${file.text}" is not in ${describeSource(edge.target, edge.to.kind, edge.to.name)}`, {
        why: 'The kubelet makes an empty folder of that name: the program finds no file.',
        fix: near ? `Did you mean "${near}"?` : undefined,
      });
    }
  }
}

function isBelow(path: FieldPath, parent: FieldPath): boolean {
  return parent.every((step, i) => path[i] === step);
}
