import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { environmentCalled } from '../../values/environment-names.js';
import { parseImageRef } from '../../values/image-ref.js';
import { listed } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { serviceName, sortOf } from './variables.js';

/** Names and tags of images that nearly all others of their repository write otherwise, or that are of another environment. */
export function* oddTags(set: ManifestSet): Iterable<Report> {
  for (const images of repositories(set)) {
    yield* ofAnother(images, set.name);
    const odd = [...oddlyNamed(images), ...oddlyTagged(images), ...ofSibling(images), ...ofNobody(images)];
    const said = new Set<string>();
    for (const { at, message } of odd) {
      if (said.has(message) || said.has(at.text ?? '')) continue;
      said.add(message).add(at.text ?? '');
      const same = odd.filter((one) => one.message === message || one.at.text === at.text);
      yield* folded(
        same,
        (one) => one.at,
        ([first]) => report(first.at, first.message),
      );
    }
  }
}

interface Used {
  readonly at: Field;
  /** What runs it, apart from variants such as a canary. */
  readonly service: string;
  /** Without the tag, as written. */
  readonly name: string;
  readonly tag: string;
}

interface Odd {
  readonly at: Field;
  readonly message: string;
}

/** The images of a set, by repository. */
function repositories(set: ManifestSet): Used[][] {
  const used = set.podTemplates().flatMap((pod) =>
    pod.containers.flatMap(({ field }): Used[] => {
      const at = field.at('image');
      const name = nameOf(at.text ?? '');
      const tag = parseImageRef(at.text ?? '')?.tag;
      return name === undefined || tag === undefined ? [] : [{ at, service: serviceName(pod), name, tag }];
    }),
  );
  return [...groupBy(used, ({ name }) => normal(name)).values()];
}

const MOST = 0.75;

function oddlyNamed(images: readonly Used[]): Odd[] {
  const usual = images
    .map(({ name }) => name)
    .find((name) => images.filter((one) => one.name === name).length >= images.length * MOST);
  if (usual === undefined || images.length < 4) return [];
  return images
    .filter(({ name }) => name !== usual)
    .map(({ at, name }) => ({ at, message: `image "${name}" is written "${usual}" everywhere else` }));
}

/** Tags that are called after one service and run as another, though that, or all others of its sort, have their own. */
function ofSibling(images: readonly Used[]): Odd[] {
  const services = new Set(images.map(({ service }) => service));
  const called = images.map(
    (one): Called => ({ ...one, whose: beginnings(one.tag).find((name) => services.has(name)) }),
  );
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

/** `a-b` and `a` of `a-b-c`. */
function beginnings(tag: string): string[] {
  const words = tag.split('-');
  return words.slice(1).map((_, i) => words.slice(0, words.length - 1 - i).join('-'));
}

/** Whether a service runs an image of another sort, as no other of its own does: the two other workers run their own. */
function isStrange({ service, whose = '' }: Called, called: readonly Called[]): boolean {
  const sort = sortOf(service);
  const others = called.filter((one) => one.service !== service && sortOf(one.service) === sort);
  if (sort === '' || sortOf(whose) === sort || new Set(others.map((one) => one.service)).size < 2) return false;
  return others.every((one) => sortOf(one.whose ?? '') === sort);
}

/** Tags that are called after no service, a word more or less than the one that runs it: all others are called exactly. */
function ofNobody(images: readonly Used[]): Odd[] {
  const services = new Set(images.map(({ service }) => service));
  const called = images.flatMap((one) => {
    const stem = stemOf(one.tag);
    return stem === undefined ? [] : [{ ...one, stem }];
  });
  const right = called.filter(({ stem }) => services.has(stem)).length;
  if (right < 4 || right < called.length * MOST) return [];
  const runners = groupBy(called, ({ stem }) => stem);
  return called.flatMap(({ at, service, tag, stem }) => {
    const isNear = stem.startsWith(`${service}-`) || service.startsWith(`${stem}-`);
    // What several run is an image that they share.
    if (services.has(stem) || !isNear || runners.get(stem)?.some((one) => one.service !== service)) return [];
    return [{ at, message: `tag "${tag}" is called after "${stem}", and "${service}" runs it` }];
  });
}

/** What stands before the environment: `cart-api` of `cart-api-dev-latest`. */
function stemOf(tag: string): string | undefined {
  const words = tag.split('-');
  const place = words.findIndex((word) => environmentCalled(word) !== undefined);
  return place > 0 ? words.slice(0, place).join('-') : undefined;
}

/** The environment that most tags of a repository name. */
function usualEnvironment(images: readonly Used[]): string | undefined {
  const named = images.map(({ tag }) => environmentIn(tag));
  return named.find((name) => name !== undefined && named.filter((one) => one === name).length >= images.length * MOST);
}

/** Whether nearly all tags that name an environment name this one. */
function isScheme(images: readonly Used[], environment: string): boolean {
  const named = images.flatMap(({ tag }) => environmentIn(tag) ?? []);
  return named.length >= 4 && named.filter((name) => name === environment).length >= named.length * MOST;
}

/** Tags of another environment. Said once: they were all left as the first was. */
function* ofAnother(images: readonly Used[], environment: string): Iterable<Report> {
  const others = images.filter(({ tag }) => ![undefined, environment].includes(environmentIn(tag)));
  if (environment === '') return;
  yield* folded(
    others,
    ({ at }) => at,
    (left) => {
      const [first] = left;
      const tags = [...new Set(left.map(({ tag }) => `"${tag}"`))];
      const own = environmentIn(first.tag) ?? '';
      return report(
        first.at,
        `tag ${listed(tags)} ${tags.length > 1 ? 'are' : 'is'} of environment "${own}", and this is "${environment}"`,
        {
          // Where the others do name this environment, nobody shares images between the two.
          severity: isScheme(images, environment) ? 'error' : 'warning',
          why: 'What is built for one environment runs in the other: its tags move when that one is worked on.',
          fix: `Write the tag that is built for "${environment}".`,
        },
      );
    },
  );
}

/** Tags that lack the environment which most tags of the repository name. */
function oddlyTagged(images: readonly Used[]): Odd[] {
  const usual = usualEnvironment(images);
  if (images.length < 4 || usual === undefined) return [];
  return (
    images
      // A version is no scheme of its own: it may be pinned on purpose.
      .filter(({ tag }) => environmentIn(tag) === undefined && /latest|canary|stable/.test(tag))
      .map(({ at, tag }) => ({
        at,
        message: `tag "${tag}" does not name "${usual}", as nearly all of this repository do`,
      }))
  );
}

function environmentIn(tag: string): string | undefined {
  return tag
    .split(/[-._]/)
    .map(environmentCalled)
    .find((name) => name !== undefined);
}

/** An image without its tag, as it is written. */
export function nameOf(image: string): string | undefined {
  const ref = parseImageRef(image);
  return ref && `${ref.registry === undefined ? '' : `${ref.registry}/`}${ref.repository}`;
}

/** Docker Hub may be written out or not. */
export function normal(name: string): string {
  return name.replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '');
}
