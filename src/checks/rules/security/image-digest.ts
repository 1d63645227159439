import { parseImageRef } from '../../../values/image-ref.js';
import { report, rule } from '../../rule.js';

const example = (digest: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0${digest}
`;

export const imageDigest = rule({
  id: 'image-digest',
  severity: 'warning',
  opinion: true,
  what: 'An image is named by a tag alone',
  why: 'A tag can be moved: the next pod may run another program than the one that was reviewed.',
  fix: 'Let CI write the digest: eco image set SERVICE=TAG@sha256:… --env ENV, or name it in the image: NAME:TAG@sha256:….',
  exceptions: ['Images that a template fills in later.'],
  source: 'Kubernetes, concepts/containers/images, "Image pull policy"',
  wrong: example(' # <--'),
  right: example(`@sha256:${'0123456789abcdef'.repeat(4)}`),
  *check({ set }) {
    for (const { containers } of set.podTemplates()) {
      for (const { field, name } of containers) {
        const image = field.at('image');
        const parsed = parseImageRef(image.text ?? '');
        if (!parsed || parsed.digest !== undefined) continue;
        yield report(image, `the image of "${name}" has no digest`);
      }
    }
  },
});
