import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/* A certificate as a controller makes one for itself, in DER. Source: RFC 5280, section 4.1; X.690. */

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const bytes = body.length < 128 ? [] : lengthBytes(body.length);
  const length = body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x80 | bytes.length, ...bytes]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

function lengthBytes(length: number): number[] {
  return length < 256 ? [length] : [length >> 8, length & 255];
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
// 1.2.840.113549.1.1.11, sha256WithRSAEncryption, and 2.5.4.3, commonName.
const algorithm = sequence(der(6, Buffer.from('2a864886f70d01010b', 'hex')), der(5));
const commonName = Buffer.from('550403', 'hex');
const name = (text: string) => sequence(der(0x31, sequence(der(6, commonName), der(12, Buffer.from(text)))));
const time = (date: Date) =>
  der(
    0x18,
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .replace('Z', '')}Z`,
    ),
  );

export interface MadeUp {
  readonly certificate: string;
  readonly privateKey: KeyObject;
}

/** A certificate and its key, made up for one test. Dates are `YYYY-MM-DD`. */
export function madeUpCertificate(from: string, to: string, bits = 2048): MadeUp {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const body = sequence(
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, Buffer.from([1])),
    algorithm,
    name('made up'),
    sequence(time(new Date(from)), time(new Date(to))),
    name('made up'),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(3, Buffer.from([0]), sign('sha256', body, privateKey));
  const base64 = sequence(body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return { certificate: `-----BEGIN CERTIFICATE-----\n${base64.trimEnd()}\n-----END CERTIFICATE-----\n`, privateKey };
}
