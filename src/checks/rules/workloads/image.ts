import { groupBy } from '../../../manifest/group-by.js';
import { isTemplated } from '../../../manifest/references.js';
import { imageRefProblem, parseImageRef } from '../../../values/image-ref.js';
import { folded, type Report, report, rule } from '../../rule.js';

export const image = rule({
  id: 'image',
  severity: 'warning',
  what: 'An image has no tag that says which one it is, or is none that can be pulled',
  why: 'Nobody can say what runs, or roll back to it: each node may hold another image under the same name.',
  fix: 'Write a tag that stays, or a digest.',
  exceptions: ['An image with a digest.'],
  source: 'Kubernetes, concepts/containers/images#image-names',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:latest # <--
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
`,
  *check({ set }) {
    const images = set.podTemplates().flatMap(({ containers }) => containers.map(({ field }) => field.at('image')));
    for (const [text, places] of groupBy(images, (at) => at.text)) {
      const said = text === undefined || isTemplated(text) ? undefined : wrongWith(text);
      if (said)
        yield* folded(
          places,
          (at) => at,
          ([first]) => report(first, said.message, said),
        );
    }
  },
});

function wrongWith(text: string): Pick<Report, 'message' | 'severity' | 'why' | 'fix'> | undefined {
  const problem = imageRefProblem(text);
  if (problem) {
    return {
      message: `image "${text}" ${problem}`,
      severity: 'error',
      why: 'The kubelet does not pull it: InvalidImageName.',
      fix: 'Write REGISTRY/REPOSITORY:TAG in lower case.',
    };
  }
  const { registry = 'docker.io', repository, tag, digest } = parseImageRef(text) ?? { repository: '' };
  if (digest !== undefined) return undefined;
  if (tag === undefined) return { message: `image "${text}" has no tag` };
  if (tag === 'latest') return { message: `image "${text}" has the tag latest` };
  if (registry !== 'docker.io' || !repository.startsWith('bitnami/')) return undefined;
  return {
    message: `image "${text}" has moved to docker.io/bitnamilegacy`,
    why: 'Bitnami took tags with a version away from docker.io/bitnami in 2025: ImagePullBackOff on a node that lacks it.',
    fix: `Write docker.io/${repository.replace('bitnami/', 'bitnamilegacy/')}:${tag}, or another image.`,
  };
}
