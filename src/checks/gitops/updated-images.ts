import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { parseImageRef } from '../../values/image-ref.js';
import { type Report, report } from '../rule.js';
import { hubless } from '../workflows/pushed-images.js';
import type { UpdatedImage, UpdaterAnnotations } from './image-updater.js';

/** So many lists follow a tag under one alias that pods run, where one does not. */
const OTHERS = 3;

/** Images that the updater looks for and no pod runs: another name, or a tag that is unlike those of its siblings. */
export function* updatedImages(set: ManifestSet, all: readonly UpdaterAnnotations[]): Iterable<Report> {
  if (all.length === 0) return;
  const run = set
    .podTemplates()
    .flatMap(({ containers }) => containers.flatMap(({ field }) => field.at('image').text ?? []));
  const repositories = new Set(run.map(hubless));
  const running = new Set(run.map(hubTag));
  const followed: { readonly one: UpdatedImage; readonly isRun: boolean }[] = [];
  for (const { settings, images } of all) {
    for (const one of images) {
      yield* misnamed(one.image, one.at, repositories);
      const name = settings.get(`${one.alias}.kustomize.image-name`);
      if (name?.text) yield* misnamed(name.text, name, repositories);
      const strategy = (settings.get(`${one.alias}.update-strategy`) ?? settings.get('update-strategy'))?.text;
      const isKnown = one.filled.every((image) => !isTemplated(image)) && repositories.has(hubless(one.image));
      // Only then the constraint is a tag.
      if (strategy === 'digest' && one.constraint !== '' && isKnown)
        followed.push({
          one,
          isRun: one.filled.filter((image) => running.has(hubTag(image))).length * 2 >= one.filled.length,
        });
    }
  }
  for (const alike of groupBy(followed, ({ one }) => one.alias).values()) {
    const odd = alike.filter(({ isRun }) => !isRun);
    const [first] = odd;
    if (!first || odd.length > 1 || alike.length - 1 < OTHERS) continue;
    yield report(
      first.one.at,
      `no pod runs "${first.one.filled[0]}", as pods do of "${first.one.alias}" in ${alike.length - 1} other lists`,
      {
        severity: 'warning',
        why: 'The updater follows a tag that nobody pushes, or puts the image of another service into the Application.',
        fix: 'Write the tag that the containers of the Application have.',
      },
    );
  }
}

function* misnamed(image: string, at: UpdatedImage['at'], repositories: ReadonlySet<string>): Iterable<Report> {
  const own = hubless(image);
  if (isTemplated(image) || repositories.has(own)) return;
  const near = [...repositories].find((one) => isOneSlip(one, own));
  if (near === undefined) return;
  yield report(at, `no pod runs the image "${image}"`, { fix: `Did you mean "${near}"?` });
}

function hubTag(image: string): string {
  return `${hubless(image)}:${parseImageRef(image)?.tag ?? 'latest'}`;
}
