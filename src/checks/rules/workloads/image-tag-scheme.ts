import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { Kustomizations } from '../../../manifest/kustomization.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isKubeObject } from '../../../manifest/objects.js';
import { podTemplateOf } from '../../../manifest/pod-template.js';
import type { Source } from '../../../manifest/sources.js';
import { environmentCalled } from '../../../values/environment-names.js';
import { parseImageRef } from '../../../values/image-ref.js';
import { listed } from '../../../values/listed.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { hubless, type PushedTags, pushedTags } from '../../workflows/pushed-images.js';
import { serviceName } from '../../workloads/variables.js';

export const imageTagScheme = rule({
  id: 'image-tag-scheme',
  severity: 'warning',
  what: 'The name or the tag of an image is written otherwise than all others of its repository',
  why: 'What sets tags looks for the exact name: this one keeps its old tag, or one that nobody pushes (ImagePullBackOff).',
  fix: 'Write the image as the others are written, registry included.',
  exceptions: ['Repositories of which the set has fewer than four images, or no way of writing that most share.'],
  source: 'kubectl.docs.kubernetes.io/references/kustomize/kustomization/images',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: a
      image: docker.io/team/shop:a-1.0.0
    - name: b
      image: docker.io/team/shop:b-1.0.0
    - name: c
      image: docker.io/team/shop:c-1.0.0
    - name: d
      image: docker.io/team/shop:d-1.0.0
    - name: e
      image: team/shop:e-1.0.0 # <--
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: a
      image: docker.io/team/shop:a-1.0.0
    - name: b
      image: docker.io/team/shop:b-1.0.0
    - name: c
      image: docker.io/team/shop:c-1.0.0
    - name: d
      image: docker.io/team/shop:d-1.0.0
    - name: e
      image: docker.io/team/shop:e-1.0.0
`,
  *check({ set }) {
    for (const images of repositories(set)) {
      yield* ofAnother(images, set.name);
      const odd = [...oddlyNamed(images), ...oddlyTagged(images), ...ofSibling(images)];
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
  },
  *checkSources({ sources }) {
    const all = new Kustomizations(sources);
    const pushed = pushedTags(sources);
    for (const kustomization of all.all) {
      if (pushed.size > 0) yield* neverPushed(kustomization, pushed);
      const { objects, complete } = all.gathered(kustomization);
      if (!complete || fieldOf(kustomization, 'kind').text === 'Component') continue;
      const used = objects.flatMap(({ source }) => {
        const { object } = source;
        const pod = isKubeObject(object) ? podTemplateOf({ ...source, object }) : undefined;
        return pod?.containers.flatMap(({ field }) => nameOf(field.at('image').text ?? '') ?? []) ?? [];
      });
      if (used.length === 0) continue;
      for (const entry of fieldOf(kustomization).items('images')) {
        const name = entry.at('name');
        if (name.text === undefined || used.includes(name.text)) continue;
        const near = used.find((one) => normal(one) === normal(name.text ?? ''));
        yield report(name, `images names "${name.text}", which no container here has`, {
          why: 'kustomize compares letter by letter: the tag is not set, and what the base says runs.',
          fix: near ? `Write ${near}, as the container does.` : 'Correct the name, or drop the entry.',
        });
      }
    }
  },
});

/** Tags that a kustomization sets and no workflow pushes to that repository. */
function* neverPushed(kustomization: Source, pushed: ReadonlyMap<string, PushedTags>): Iterable<Report> {
  for (const entry of fieldOf(kustomization).items('images')) {
    const tag = entry.at('newTag');
    const tags = pushed.get(hubless(entry.at('newName').text ?? entry.at('name').text ?? ''));
    // A version may be pushed from elsewhere.
    if (tag.text === undefined || !tags || /^v?\d+(?:\.\d+)*$/.test(tag.text)) continue;
    if (tags.patterns.some((pattern) => pattern.test(tag.text ?? ''))) continue;
    yield report(
      tag,
      `tag "${tag.text}" is none that a workflow pushes: ${[...new Set(tags.written)].slice(0, 3).join(', ')}`,
      {
        why: 'There is no such image: ImagePullBackOff, or an old one that nobody updates any more.',
        fix: 'Write a tag as the workflow makes it.',
      },
    );
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

function nameOf(image: string): string | undefined {
  const ref = parseImageRef(image);
  return ref && `${ref.registry === undefined ? '' : `${ref.registry}/`}${ref.repository}`;
}

/** Docker Hub may be written out or not. */
function normal(name: string): string {
  return name.replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '');
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

/** Tags that are called after one service and run as another, though there is one that is called after that too. */
function ofSibling(images: readonly Used[]): Odd[] {
  const services = new Set(images.map(({ service }) => service));
  const ofTag = (tag: string) =>
    [...services].filter((one) => tag.startsWith(`${one}-`)).toSorted((a, b) => b.length - a.length)[0];
  const called = images.map((one) => ({ ...one, whose: ofTag(one.tag) }));
  const own = new Set(called.flatMap(({ whose }) => whose ?? []));
  const right = called.filter(({ service, whose }) => whose === service).length;
  return called.flatMap(({ at, service, tag, whose }) => {
    if (whose === undefined || whose === service || !own.has(service) || right < images.length * MOST) return [];
    return [{ at, message: `tag "${tag}" is called after "${whose}", and "${service}" runs it` }];
  });
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
