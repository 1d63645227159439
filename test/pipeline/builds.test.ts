import { load } from 'js-yaml';
import { pathFilters, servicesByImage } from '../../src/pipeline/builds.js';

const builds = [
  { repository: 'auth', services: ['auth-api', 'auth-worker'] },
  { repository: 'cart', services: ['cart'] },
];

it('builds an image again when its folder changes, or what all of them share', () => {
  expect(load(pathFilters({ branches: ['main'], shared: ['libs/**'] }, builds))).toEqual({
    auth: ['services/auth/**', 'libs/**'],
    cart: ['services/cart/**', 'libs/**'],
  });
});

it('knows every service that runs an image', () => {
  expect(JSON.parse(servicesByImage(builds))).toEqual({ auth: ['auth-api', 'auth-worker'], cart: ['cart'] });
});
