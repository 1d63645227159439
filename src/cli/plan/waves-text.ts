import { describeRef, formatPath } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Elsewhere, type Need, type Plan, type PlannedObject, replacement } from '../../order/plan.js';
import { timelinesOf } from '../../order/timeline.js';
import { argocdFolder } from '../../service/environment/folders.js';
import { folderOf } from '../synth/by-folder.js';
import { hanging } from './hanging.js';
import { timelineText } from './timeline-text.js';

const OF_APPLICATIONS =
  'These waves order the first install and changes of the Applications themselves, nothing later.';

/** Why an object waits for another where no field says so. */
const UNSAID: Readonly<Record<Need['because'], string>> = {
  reference: 'it is named there',
  switch: 'it moves the traffic there, once those pods are ready',
  hook: 'it runs before the new pods',
  consumer: 'a claim is bound when its first pod is there',
  last: 'a rollout with pauses keeps its wave open, so all else comes first',
};

/** The waves of one Application as lines of text. */
export function wavesText(name: string, { waves }: Plan, set: ManifestSet, width: number): readonly string[] {
  const head = name === argocdFolder ? hanging(OF_APPLICATIONS, 2, width) : [];
  const first = waves[0]?.wave ?? 0;
  const lines = waves.flatMap(({ wave, objects }) => [
    `  wave ${wave}${wave > first ? ' (begins when the wave before is healthy)' : ''}`,
    ...objects.flatMap((one) => objectText(one, set, width)),
  ]);
  return [...head, ...lines];
}

function objectText(
  { manifest, needs, elsewhere, placed }: PlannedObject,
  set: ManifestSet,
  width: number,
): readonly string[] {
  const sentences = [
    ...needs.map(({ on, path, by, because }) => {
      const how = by === 'wave' ? 'waits for' : 'needs';
      return `${how} ${describeRef(on.ref)}: ${path.length > 0 ? formatPath(path) : UNSAID[because]}`;
    }),
    ...elsewhere.map(elsewhereText),
    ...(placed ? ['its annotation puts it here, after all that it stands on'] : []),
    ...[replacement(manifest) ?? []].flat(),
  ];
  return [
    `    ${describeRef(manifest.ref)}`,
    ...sentences.flatMap((one) => hanging(one, 6, width)),
    ...timelinesOf(manifest, set).flatMap((timeline) => indented(timelineText(timeline), width)),
  ];
}

/** Sentences are broken where the line ends; a table is not: where it is too wide, it begins further left. */
function indented(lines: readonly string[], width: number): readonly string[] {
  const isRow = (line: string) => / {2}/.test(line);
  const widest = Math.max(0, ...lines.filter(isRow).map((line) => line.length));
  const left = ' '.repeat(Math.max(0, Math.min(8, width - widest)));
  return lines.flatMap((line) => (isRow(line) ? [`${left}${line}`] : hanging(line, 8, width)));
}

/** The Application that brings it stands in brackets. */
function elsewhereText({ on, made, path }: Elsewhere): string {
  const owner = `${describeRef(on.ref)} (${folderOf(on)})`;
  if (!made) return `needs ${owner}: ${formatPath(path)}`;
  return `needs ${made.kind} ${made.name}, made from ${owner}: ${formatPath(path)}`;
}
