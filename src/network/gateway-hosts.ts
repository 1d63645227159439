/** `ns/host` or `./host` of a Gateway's server, without the namespace. */
export function serverHost(written: string): string {
  return written.slice(written.indexOf('/') + 1);
}

/** Whether every name that `host` means is among those that `wide` means: `a.shop.io` and `*.shop.io`. */
export function within(host: string, wide: string): boolean {
  if (wide === '*' || host === wide) return true;
  if (!wide.startsWith('*')) return false;
  return host.replace(/^\*/, '').endsWith(wide.slice(1)) && host.length > wide.length - 1;
}
