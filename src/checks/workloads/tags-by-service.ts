import { environmentCalled } from '../../values/environment-names.js';
import { MOST, type Odd, type Used } from './tagged-images.js';
import { sortOf } from './variables.js';

/** Tags that are called after one service and run as another, though that, or all others of its sort, have their own. */
export function ofSibling(images: readonly Used[]): Odd[] {
  const services = new Set(images.map(({ service }) => service));
  const ofTag = (tag: string) =>
    [...services].filter((one) => tag.startsWith(`${one}-`)).toSorted((a, b) => b.length - a.length)[0];
  const called = images.map((one): Called => ({ ...one, whose: ofTag(one.tag) }));
  const own = new Set(called.flatMap(({ whose }) => whose ?? []));
  const right = called.filter(({ service, whose }) => whose === service).length;
  return called.flatMap((one) => {
    const { at, service, tag, whose } = one;
    if (whose === undefined || whose === service) return [];
    const isUsual = right >= images.length * MOST && own.has(service);
    if (!isUsual && !(right >= images.length / 2 && isStrange(one, called))) return [];
    return [{ at, message: `tag "${tag}" is called after "${whose}", and "${service}" runs it` }];
  });
}

interface Called extends Used {
  /** The service that the tag is called after, if any. */
  readonly whose: string | undefined;
}

/** Whether a service runs an image of another sort, as no other of its own does: the two other workers run their own. */
function isStrange({ service, whose = '' }: Called, called: readonly Called[]): boolean {
  const sort = sortOf(service);
  const others = called.filter((one) => one.service !== service && sortOf(one.service) === sort);
  if (sort === '' || sortOf(whose) === sort || new Set(others.map((one) => one.service)).size < 2) return false;
  return others.every((one) => sortOf(one.whose ?? '') === sort);
}

/** Tags that are called after no service, a word more or less than the one that runs it: all others are called exactly. */
export function ofNobody(images: readonly Used[]): Odd[] {
  const services = new Set(images.map(({ service }) => service));
  const called = images.flatMap((one) => {
    const stem = stemOf(one.tag);
    return stem === undefined ? [] : [{ ...one, stem }];
  });
  const right = called.filter(({ stem }) => services.has(stem)).length;
  if (right < 4 || right < called.length * MOST) return [];
  return called.flatMap(({ at, service, tag, stem }) => {
    const isNear = stem.startsWith(`${service}-`) || service.startsWith(`${stem}-`);
    // What several run is an image that they share.
    const isShared = called.some((one) => one.stem === stem && one.service !== service);
    if (services.has(stem) || !isNear || isShared) return [];
    return [{ at, message: `tag "${tag}" is called after "${stem}", and "${service}" runs it` }];
  });
}

/** What stands before the environment: `cart-api` of `cart-api-dev-latest`. */
function stemOf(tag: string): string | undefined {
  const words = tag.split('-');
  const place = words.findIndex((word) => environmentCalled(word) !== undefined);
  return place > 0 ? words.slice(0, place).join('-') : undefined;
}
