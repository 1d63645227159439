import { describeRef } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { yamlLines } from '../../manifest/yaml/yaml-lines.js';
import { Places, type PlacesOptions } from '../places.js';
import type { Review, ReviewGroup } from '../review.js';
import { mapAround } from '../review-map.js';
import type { Outline, OutlineObject } from './outline.js';

/** An outline as a review without changes: the same page shows both. */
export function outlineReview(outline: Outline, set: ManifestSet, options: PlacesOptions): Review {
  const places = new Places(options);
  const { name, environment, summary, waves, network } = outline;
  const objects = waves.flatMap(({ wave, objects: all }) => all.map((one) => groupOf(one, wave, places, options)));
  const rules: ReviewGroup[] =
    network.length === 0
      ? []
      : [{ ...QUIET, kind: 'network', label: 'network', title: 'Who may talk to whom', effects: network.map(said) }];
  const members = waves.flatMap(({ objects: all }) => all.map(({ manifest }) => manifest));
  return {
    is: 'outline',
    title: `${name} in ${environment}`,
    places: places.all,
    environments: [
      { name, summary, problems: [], restarts: [], map: mapAround(members, set), groups: [...objects, ...rules] },
    ],
  };
}

const QUIET = { tone: 'quiet', grave: false, fields: [], objects: [] } as const;

function groupOf(
  { manifest, facts, needs }: OutlineObject,
  wave: number,
  places: Places,
  options: PlacesOptions,
): ReviewGroup {
  const lines = yamlLines(manifest.object);
  const behind: [number, number][] = [];
  for (const [i, { path }] of lines.entries()) {
    const place = manifest.origin.from?.(path);
    if (!place) continue;
    const number = places.numberOf(place);
    if (behind.at(-1)?.[1] !== number) behind.push([i, number]);
  }
  return {
    ...QUIET,
    kind: `wave-${wave}`,
    label: `wave ${wave}`,
    tone: facts.length > 0 ? 'info' : 'quiet',
    title: describeRef(manifest.ref),
    effects: [...facts, ...(needs.length > 0 ? [`needs ${needs.join(', ')}`] : [])].map(said),
    objects: [
      {
        name: describeRef(manifest.ref),
        file: options.fileName(manifest.origin.file),
        yaml: lines.map(({ text }) => ` ${text}`).join('\n'),
        places: behind,
      },
    ],
  };
}

function said(text: string): ReviewGroup['effects'][number] {
  return { kind: 'fact', text };
}
