import type { Place } from '../diagnostic/diagnostic.js';
import type { ImagePin } from '../images/images-file.js';
import type { Literal } from './experiment.js';
import type { Site, Value } from './literals.js';
import type { PlacedSite } from './place-literals.js';
import { mark, siblings, variants } from './variants.js';

/** One literal written otherwise: in a module, or in an images file. */
export type Change =
  | { readonly sort: 'module'; readonly sites: readonly number[]; readonly value: Value }
  | { readonly sort: 'image'; readonly environment: string; readonly service: string; readonly tag: string };

/** A literal of a fleet, and where it stands. */
export interface FleetLiteral extends Literal<Change> {
  readonly place: Place;
  /** As it is written, without quotes. */
  readonly value: Value;
  /** `wasteApi: delivery.prod`: where in its module. */
  readonly within: string;
}

/**
 * The literals of the modules. The name of an environment stands in many places that must agree, so it is one literal:
 * the key under `environments`.
 */
export function moduleLiterals(sites: readonly PlacedSite[], environments: readonly string[]): FleetLiteral[] {
  const isName = ({ sort, value, path }: Site) =>
    environments.includes(String(value)) && (sort === 'key' || path.at(-1) === 'promotion');
  return sites.flatMap((site, number): FleetLiteral[] => {
    const { place, value, sort, path, declaration } = site;
    const within = [declaration, path.join('.')].filter(Boolean).join(': ');
    const literal = { place, value, within, ...(sort === 'key' && { key: String(value) }) };
    if (!isName(site)) {
      const change = (other: Value): Change => ({ sort: 'module', sites: [number], value: other });
      return [{ ...literal, options: variants(site).map(change), names: siblings(site, sites).map(change) }];
    }
    if (path.at(-1) !== 'environments') return [];
    const linked = sites.flatMap((other, i) => (isName(other) && other.value === value ? [i] : []));
    return [{ place, value, within, options: [{ sort: 'module', sites: linked, value: `${value}${mark}` }] }];
  });
}

/** The tags of an images file. */
export function imageLiterals(environment: string, images: ReadonlyMap<string, ImagePin>): FleetLiteral[] {
  return [...images].map(([service, { tag, place }]) => ({
    place,
    value: tag,
    within: service,
    options: [{ sort: 'image', environment, service, tag: `${tag}-${mark}` }],
  }));
}
