import type { ManifestSet } from '../../manifest/manifest-set.js';
import { folded, type Report, report } from '../rule.js';
import { MOST, type Odd, repositories, type Used } from './tagged-images.js';
import { oddlyTagged, ofAnother } from './tags-by-environment.js';
import { ofNobody, ofSibling } from './tags-by-service.js';

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

function oddlyNamed(images: readonly Used[]): Odd[] {
  const usual = images
    .map(({ name }) => name)
    .find((name) => images.filter((one) => one.name === name).length >= images.length * MOST);
  if (usual === undefined || images.length < 4) return [];
  return images
    .filter(({ name }) => name !== usual)
    .map(({ at, name }) => ({ at, message: `image "${name}" is written "${usual}" everywhere else` }));
}
