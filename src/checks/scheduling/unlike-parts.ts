import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';
import { type Pin, pinsOf, placesOf, toleratedBy } from './pins.js';

const ALIKE = 3;

/** Pods of one custom resource that ask for unlike nodes, where at least three others of its kind ask for the same with all. */
export function* unlikeParts(set: ManifestSet): Iterable<Report> {
  const pins = groupBy(pinsOf(set), ({ place }) => place);
  const places = placesOf(set).filter(({ manifest }) => set.podTemplate(manifest) === undefined);
  const objects = [...groupBy(places, ({ manifest }) => manifest)].filter(([, parts]) => parts.length > 1);
  for (const all of groupBy(objects, ([{ ref }]) => ref.kind).values()) {
    const found = all.map(([, parts]) => parts.map((place) => ({ place, pins: pins.get(place) ?? [] })));
    const unlike = found.filter((parts) => new Set(parts.map((part) => labels(part.pins))).size > 1);
    const [odd, ...more] = unlike;
    if (!odd || more.length > 0 || found.length - 1 < ALIKE) continue;
    const usual = new Set(
      found.flatMap((parts) => (parts === odd ? [] : parts.flatMap((part) => part.pins.map(({ key }) => key)))),
    );
    const isUsual = ({ key, value }: Pin) =>
      usual.has(key) && odd[0]?.place.manifest.ref.name.split('-').includes(value);
    const strange = odd.flatMap((part) => part.pins).find((pin) => !isUsual(pin));
    const bare = odd.find((part) => part.pins.length === 0)?.place;
    const [first, second] = odd;
    const at = strange?.at ?? bare ?? second?.place;
    if (!at || !first) continue;
    const asked = odd.map(({ place, pins: own }) => `${place.path.at(-1)} for ${labels(own) || 'any'}`).join(', ');
    yield report(
      at,
      `the pods of one object ask for unlike nodes: ${asked}; ${found.length - 1} others ask for the same with all`,
      {
        fix: 'Write the same label for both.',
      },
    );
  }
}

function labels(pins: readonly Pin[]): string {
  return pins
    .map(({ key, value }) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** A label that nobody else asks for, where all that tolerate the same taint ask for another value of it. */
export function* unlikeValues(set: ManifestSet): Iterable<Report> {
  const rows = pinsOf(set).flatMap((pin) =>
    toleratedBy(pin.place)
      .filter(({ key, value }) => key !== '' && key !== pin.key && value !== undefined)
      .map((taint) => ({ pin, taint: `${taint.key}=${taint.value}` })),
  );
  const uses = groupBy(pinsOf(set), ({ key, value }) => `${key}=${value}`);
  for (const group of groupBy(rows, ({ pin, taint }) => `${pin.key} ${taint}`).values()) {
    const found = oddOnesOut(group, ({ pin }) => pin.value);
    const [first, ...more] = found?.odd ?? [];
    if (!found || !first || more.length > 0) continue;
    const { at, key, value } = first.pin;
    if (uses.get(`${key}=${value}`)?.length !== 1) continue;
    yield report(
      at,
      `nodes with ${key}: ${value} are asked for, and the ${found.count} others that tolerate the taint ${first.taint} ask for ${found.usual}`,
      { fix: `Write ${key}: ${found.usual}.` },
    );
  }
}
