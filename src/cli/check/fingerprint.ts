import { createHash } from 'node:crypto';
import { entryOf } from '../../checks/baseline.js';
import type { Finding } from '../../diagnostic/diagnostic.js';

/** The same for a finding after the lines around it have moved. */
export function fingerprintOf(finding: Finding): string {
  return createHash('sha256')
    .update(JSON.stringify(entryOf(finding)))
    .digest('hex')
    .slice(0, 32);
}
