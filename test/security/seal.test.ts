import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { seal, sealingLabel, sealingScopes } from '../../src/security/seal.js';
import { madeUpCertificate } from './made-up-certificate.js';
import { unseal } from './unseal.js';

const { certificate, privateKey } = madeUpCertificate('2024-01-01', '2044-01-01');
const key = new X509Certificate(certificate).publicKey;

test.each(sealingScopes)('what is sealed with scope %s opens as it was, whatever bytes it is', (scope) => {
  const label = sealingLabel(scope, 'web', 'database');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (value) => {
      expect(unseal(privateKey, label, seal(key, label, value)).equals(Buffer.from(value))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('another scope, name or namespace does not open it', () => {
  const labels = sealingScopes.flatMap((scope) => [
    sealingLabel(scope, 'web', 'database'),
    sealingLabel(scope, 'web', 'other'),
    sealingLabel(scope, 'other', 'database'),
  ]);
  for (const label of labels) {
    const sealed = seal(key, label, Buffer.from('made up'));
    for (const other of labels) {
      if (other === label) expect(unseal(privateKey, other, sealed).toString()).toBe('made up');
      else expect(() => unseal(privateKey, other, sealed)).toThrow();
    }
  }
});

test('never the same twice, and a changed byte does not open', () => {
  const sealed = seal(key, '', Buffer.from('made up'));
  expect(seal(key, '', Buffer.from('made up'))).not.toBe(sealed);
  const bytes = Buffer.from(sealed, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(() => unseal(privateKey, '', bytes.toString('base64'))).toThrow();
});
