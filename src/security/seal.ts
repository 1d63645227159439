import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';

/**
 * What a sealed value is bound to: `strict` to name and namespace of its Secret, `namespace-wide` to the namespace,
 * `cluster-wide` to nothing.
 */
export type SealingScope = 'strict' | 'namespace-wide' | 'cluster-wide';

export const sealingScopes: readonly SealingScope[] = ['strict', 'namespace-wide', 'cluster-wide'];

/** What is sealed in with the value; opening it under another label fails. Source: Sealed Secrets, EncryptionLabel. */
export function sealingLabel(scope: SealingScope, namespace: string, name: string): string {
  if (scope === 'cluster-wide') return '';
  return scope === 'namespace-wide' ? namespace : `${namespace}/${name}`;
}

/**
 * Seals a value so that only who has the private key can open it: AES-256-GCM under a key of its own, which RSA-OAEP
 * seals together with the label. Never the same twice. The nonce is zero, for no key is used again.
 * Source: Sealed Secrets, docs/developer/crypto.md; pkg/crypto, HybridEncrypt.
 * @returns base64 of: 2 bytes of length, the sealed key, the sealed value with its tag
 */
export function seal(key: KeyObject, label: string, value: Uint8Array): string {
  const session = randomBytes(32);
  const sealedKey = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(label) },
    session,
  );
  const cipher = createCipheriv('aes-256-gcm', session, Buffer.alloc(12));
  const sealedValue = Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  session.fill(0);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealedKey.length);
  return Buffer.concat([length, sealedKey, sealedValue]).toString('base64');
}
