import { groupBy } from '../../manifest/group-by.js';
import { listed, quoted } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import type { UpdatedImage, UpdaterAnnotations } from './image-updater.js';

interface Pair {
  readonly first: UpdatedImage;
  readonly last: UpdatedImage;
}

/**
 * Images of a list that are written to one place: kustomize knows an image by its name, a chart by the values that are
 * named. Of those that follow different tags the last one written runs everywhere. Said once for all lists.
 */
export function sameImage(all: readonly UpdaterAnnotations[]): Iterable<Report> {
  return folded(
    all.flatMap(pairs),
    ({ last }) => last.at,
    ([{ first, last }, ...rest]) => {
      const more = rest.length > 0 ? `, as in ${rest.length} more ${rest.length === 1 ? 'list' : 'lists'}` : '';
      const aliases = listed(quoted([first.alias, last.alias]));
      return report(last.at, `${aliases} follow two tags and are written to one image, "${last.image}"${more}`, {
        why: 'Kustomize goes by the name: one of the two is set for all containers that have it, so that a canary runs what the stable pods run.',
        fix: 'Push them to two repositories, or write them under two names in the manifests and say so by ALIAS.kustomize.image-name.',
      });
    },
  );
}

function pairs({ settings, images }: UpdaterAnnotations): readonly Pair[] {
  const placeOf = ({ alias, image }: UpdatedImage) => {
    const written = ['kustomize.image-name', 'helm.image-spec', 'helm.image-tag', 'helm.image-name'];
    return written.flatMap((one) => settings.get(`${alias}.${one}`)?.text ?? []).join(' ') || image;
  };
  return [...groupBy(images, placeOf).values()].flatMap(([first, ...rest]) => {
    const last = rest.find(({ constraint }) => constraint !== first?.constraint);
    return first && last ? [{ first, last }] : [];
  });
}
