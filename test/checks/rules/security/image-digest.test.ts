import { imageDigest } from '../../../../src/checks/rules/security/image-digest.js';
import { findings } from '../../findings.js';

const pod = (image: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {initContainers: [{name: i, image: "a@sha256:${'0'.repeat(64)}"}], containers: [{name: c, image: "${image}"}]}}`;

test('a tag alone', () => {
  expect(findings(imageDigest, pod('ghcr.io/a/b:1.0'))).toEqual([
    'warning spec.containers[0].image: the image of "c" has no digest',
  ]);
});

test.each([`b:1.0@sha256:${'a'.repeat(64)}`, '{{ .Values.image }}'])('no finding for %s', (image) => {
  expect(findings(imageDigest, pod(image))).toEqual([]);
});
