import { readCertificate } from '../../src/security/certificate.js';
import { madeUpCertificate } from './made-up-certificate.js';

const now = new Date('2026-06-01');
const problemOf = (text: string) => {
  const read = readCertificate(text, now);
  return 'problem' in read ? read.problem : undefined;
};

test('a certificate that counts', () => {
  expect(problemOf(madeUpCertificate('2024-01-01', '2034-01-01').certificate)).toBeUndefined();
});

test.each([
  ['expired', madeUpCertificate('2014-01-01', '2024-01-01').certificate, 'it expired on 2024-01-01'],
  ['not yet valid', madeUpCertificate('2027-01-01', '2034-01-01').certificate, 'it is valid only from 2027-01-01 on'],
  [
    'short',
    madeUpCertificate('2024-01-01', '2034-01-01', 1024).certificate,
    'its key is rsa of 1024 bits, not RSA of 2048 bits or more',
  ],
  ['no certificate', 'apiVersion: v1', 'it is no certificate'],
  ['a damaged one', '-----BEGIN CERTIFICATE-----\nTUFERSBVUA==\n-----END CERTIFICATE-----', 'it is no certificate'],
  ['empty', '', 'it is no certificate'],
  [
    'a private key',
    '-----BEGIN RSA PRIVATE KEY-----\nmade up\n-----END RSA PRIVATE KEY-----',
    'it is a private key, not a certificate',
  ],
])('refused: %s', (_, text, problem) => {
  expect(problemOf(text)).toBe(problem);
});
