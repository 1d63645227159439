import { type KeyObject, X509Certificate } from 'node:crypto';

/** A controller's certificate that can be sealed with, or why it cannot. */
export type Certificate =
  | { readonly key: KeyObject; readonly validTo: Date }
  | { readonly problem: string; readonly why: string; readonly fix: string };

const fetchIt =
  'kubeseal --fetch-cert > FILE, or: kubectl -n kube-system get secret -l sealedsecrets.bitnami.com/sealed-secrets-key=active -o jsonpath="{.items[0].data.tls\\.crt}" | base64 -d > FILE';

/** Reads a certificate as the controller hands it out: PEM. */
export function readCertificate(text: string, now: Date): Certificate {
  if (/PRIVATE KEY/.test(text))
    return {
      problem: 'it is a private key, not a certificate',
      why: 'Whoever reads the repository could open every sealed value.',
      fix: `Take it out of Git and out of its history, make the controller renew its key, and fetch the certificate: ${fetchIt}`,
    };
  const certificate = parse(text);
  if (!certificate)
    return { problem: 'it is no certificate', why: 'Nothing can be sealed with it.', fix: `Fetch it: ${fetchIt}` };
  const { publicKey } = certificate;
  const [validFrom, validTo] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey.asymmetricKeyType !== 'rsa' || bits < 2048)
    return {
      problem: `its key is ${publicKey.asymmetricKeyType ?? 'unknown'}${bits > 0 ? ` of ${bits} bits` : ''}, not RSA of 2048 bits or more`,
      why: 'The controller has no such key: it is the certificate of something else.',
      fix: `Fetch it: ${fetchIt}`,
    };
  if (validTo < now)
    return {
      problem: `it expired on ${day(validTo)}`,
      why: 'The controller has a newer key; the old one may be lost, and what it sealed with it.',
      fix: `Fetch the new one: ${fetchIt}`,
    };
  if (validFrom > now)
    return {
      problem: `it is valid only from ${day(validFrom)} on`,
      why: 'It is of a controller that does not run yet, or the clock here is wrong.',
      fix: 'Look at the clock.',
    };
  return { key: publicKey, validTo };
}

function parse(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    // Node says in many ways that it is none: what it says is of no use to the reader.
    return undefined;
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
