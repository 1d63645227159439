import { describeRef, type Manifest } from '../../manifest/manifest.js';

/** What comes of a Service whose pods do not have the port that it sends to: one cause, whoever notices. */
export function strayPortCause({ ref }: Pick<Manifest, 'ref'>): string {
  return `${describeRef(ref)} sends to a port that its pods do not have`;
}
