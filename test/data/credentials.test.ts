import { secret } from '../../src/construct/secrets/secret.js';
import { postgres } from './synth-store.js';

it('says which keys a Secret lacks, and how to declare it', () => {
  const { rejected } = postgres({ credentials: secret('db', { keys: ['password'] }) });
  expect(rejected).toMatchObject([
    {
      rule: 'store-credentials',
      message: 'secret "db" has no key "database", "username"',
      fix: "secret('db', { keys: ['database', 'username', 'password'] })",
    },
  ]);
});
