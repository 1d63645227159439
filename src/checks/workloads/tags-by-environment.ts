import { environmentCalled } from '../../values/environment-names.js';
import { listed } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { MOST, type Odd, type Used } from './tagged-images.js';

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
export function* ofAnother(images: readonly Used[], environment: string): Iterable<Report> {
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
export function oddlyTagged(images: readonly Used[]): Odd[] {
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
