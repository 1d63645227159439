import { constants, createDecipheriv, type KeyObject, privateDecrypt } from 'node:crypto';

/** Opens a sealed value as the controller does. Throws under another label. Source: Sealed Secrets, docs/developer/crypto.md. */
export function unseal(privateKey: KeyObject, label: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  const session = privateDecrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(label) },
    bytes.subarray(2, end),
  );
  const cipher = createDecipheriv('aes-256-gcm', session, Buffer.alloc(12));
  cipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([cipher.update(bytes.subarray(end, -16)), cipher.final()]);
}
