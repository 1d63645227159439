import { applicationOf } from '../diff/applications.js';
import type { ObjectChange } from '../diff/change.js';
import type { Diff } from '../diff/diff.js';
import type { Effect, EffectKind } from '../diff/effect.js';
import { fold, type Group } from '../diff/fold.js';
import { groupText } from '../diff/group-text.js';
import { LABELS } from '../diff/render-text.js';
import { summarize } from '../diff/summary.js';
import { describeRef } from '../manifest/manifest.js';
import { objectLines } from './object-lines.js';
import { type Behind, objectPlaces } from './object-places.js';
import { Places, type PlacesOptions } from './places.js';
import { restartsOf } from './restarts.js';
import type { Review, ReviewEffect, ReviewEnvironment, ReviewGroup, ReviewObject } from './review.js';
import { reviewMap } from './review-map.js';
import { toneOf } from './tone.js';

export interface ReviewOptions extends PlacesOptions {
  readonly title: string;
  readonly behind?: Behind;
}

/** A review of these differences. Pure but for `codeAt`. */
export function buildReview(diffs: readonly Diff[], options: ReviewOptions): Review {
  const places = new Places(options);
  const environments = diffs.map((diff) => environmentOf(diff, places, options));
  return { is: 'change', title: options.title, environments, places: places.all };
}

function environmentOf(diff: Diff, places: Places, options: ReviewOptions): ReviewEnvironment {
  const groups = fold(diff);
  const isSwept = sweptBy(diff);
  return {
    name: diff.name,
    summary: summarize(diff),
    problems: diff.findings.map(({ severity, message, why, fix }) => ({
      severity,
      message,
      ...(why && { why }),
      ...(fix && { fix }),
    })),
    groups: groups.map((group) => {
      const made = groupOf(group, places, options);
      return group.entries.every(({ change }) => isSwept(change)) ? { ...made, swept: true } : made;
    }),
    restarts: restartsOf(groups),
    map: reviewMap(diff),
  };
}

/** Whether an object goes with the Application that delivers it. */
function sweptBy({ entries, before }: Diff): (change: ObjectChange) => boolean {
  const gone = new Set(
    entries.flatMap(({ change: { how, ref } }) => (how === 'removed' && ref.kind === 'Application' ? [ref.name] : [])),
  );
  return ({ how, before: manifest, ref }) =>
    how === 'removed' && ref.kind !== 'Application' && gone.has((manifest && applicationOf(manifest, before)) ?? '');
}

function groupOf(group: Group, places: Places, options: ReviewOptions): ReviewGroup {
  const { title, effects, fields } = groupText(group);
  return {
    kind: group.kind,
    label: LABELS[group.kind],
    tone: toneOf(group.kind, group.grave),
    grave: group.grave,
    title,
    effects: effects.map((effect) => effectOf(effect, group.kind)),
    fields,
    objects: group.entries.map(({ change }) => objectOf(change, places, options)),
  };
}

function effectOf({ kind, text, why, fix, source, grave }: Effect, group: EffectKind): ReviewEffect {
  return {
    kind,
    ...(kind !== group && { label: LABELS[kind] }),
    text,
    ...(why && { why }),
    ...(fix && { fix }),
    ...(source && { source }),
    ...(grave && { grave }),
  };
}

function objectOf(change: ObjectChange, places: Places, { fileName, behind: exact }: ReviewOptions): ReviewObject {
  const lines = objectLines(change);
  const { origin } = change.after ?? change.before;
  const behind: [number, number][] = [];
  for (const [i, place] of objectPlaces(change, lines, exact)) {
    const number = places.numberOf(place);
    if (behind.at(-1)?.[1] !== number) behind.push([i, number]);
  }
  return {
    name: describeRef(change.ref),
    file: fileName(origin.file),
    yaml: lines.map(({ mark, text }) => mark + text).join('\n'),
    places: behind,
  };
}
