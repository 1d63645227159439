import { fieldOf } from '../../../manifest/field.js';
import { Kustomizations } from '../../../manifest/files/kustomization.js';
import type { Source } from '../../../manifest/files/sources.js';
import { isKubeObject } from '../../../manifest/kinds.js';
import { podTemplateOf } from '../../../manifest/pod-template.js';
import { type Report, report, rule } from '../../rule.js';
import { hubless, type PushedTags, pushedTags } from '../../workflows/pushed-images.js';
import { nameOf, normal, oddTags } from '../../workloads/odd-tags.js';

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
    yield* oddTags(set);
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
