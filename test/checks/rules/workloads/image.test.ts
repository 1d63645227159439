import { image } from '../../../../src/checks/rules/workloads/image.js';
import { deployment, findings } from '../../findings.js';

const check = (...images: string[]) =>
  findings(image, images.map((one, i) => deployment(`a${i}`).replace('x:1', one)).join(''));

test.each([
  ['ghcr.io/team/shop', 'warning', 'has no tag'],
  ['localhost:5000/shop', 'warning', 'has no tag'],
  ['shop:latest', 'warning', 'has the tag latest'],
  ['ghcr.io/Team/shop:1', 'error', 'has "T" in its repository, only lower case is allowed'],
  ['bitnami/redis:7.4', 'warning', 'has moved to docker.io/bitnamilegacy'],
])('%s', (name, severity, message) => {
  expect(check(name)).toEqual([`${severity} spec.template.spec.containers[0].image: image "${name}" ${message}`]);
});

test('said once for each image', () => {
  expect(check('shop:latest', 'shop:latest')).toHaveLength(1);
});

test.each(['shop:1.0.0', 'shop:dev-latest', `shop@sha256:${'0'.repeat(64)}`, 'bitnamilegacy/redis:7', '{{ .image }}'])(
  'silent: %s',
  (name) => {
    expect(check(name)).toEqual([]);
  },
);
