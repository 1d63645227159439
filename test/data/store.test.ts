import { hostOf } from '../../src/data/store.js';

it('has a full name where the namespace is known, and else one that resolves in its own', () => {
  expect(hostOf('db', 'shop')).toBe('db.shop.svc.cluster.local');
  expect(hostOf('db', undefined)).toBe('db');
});
