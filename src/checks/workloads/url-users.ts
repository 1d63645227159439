import type { HostUse } from '../../manifest/hosts/host-uses.js';
import { isTemplated } from '../../manifest/references.js';

/** The user in a URL, where it is written out. */
export function userOf({ at, host }: HostUse): string | undefined {
  // The password may be filled in: what stands between braces has spaces of its own.
  const before = (at.text ?? '').slice(0, host.index).replaceAll(/\{\{[^}]*\}\}/g, '{{}}');
  const user = /:\/\/([^:@/\s]+):[^@\s]*@$/.exec(before)?.[1];
  return user === undefined || user.startsWith('$') || isTemplated(user) ? undefined : decode(user);
}

function decode(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
