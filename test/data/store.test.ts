import { secret } from '../../src/construct/secrets/secret.js';
import { storeConnection } from '../../src/data/store.js';

it('has a full name where the namespace is known, and else one that resolves in its own', () => {
  const credentials = secret('db', { keys: ['password'] });
  const hostIn = (namespace: string | undefined) =>
    storeConnection('db', namespace, { port: 5432, prefix: 'DB', credentials, variables: {} }).host;
  expect(hostIn('shop')).toBe('db.shop.svc.cluster.local');
  expect(hostIn(undefined)).toBe('db');
});
