/** A range of addresses, ends included. An address is a range of one. */
export interface IpRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * The range of `10.0.0.0/8` or `fd00::/8`. Bits behind the prefix are ignored, as the API server does:
 * `10.1.2.3/8` is `10.0.0.0/8`.
 * Errors: undefined for all else: no prefix, one out of bounds, a leading zero (`010` is 8 to some readers).
 * Source: Go, net.ParseCIDR.
 */
export function parseCidr(text: string): IpRange | undefined {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const address = parseAddress(match?.[1] ?? '');
  if (address === undefined) return undefined;
  const free = (address.version === 4 ? 32 : 128) - Number(match?.[2]);
  if (free < 0) return undefined;
  const first = (address.first >> BigInt(free)) << BigInt(free);
  return { version: address.version, first, last: first + (1n << BigInt(free)) - 1n };
}

/**
 * The range of one address, IPv4 or IPv6 (`::1`, `::ffff:10.0.0.1`; without a zone).
 * Errors: undefined for all else.
 * Source: RFC 4291 §2.2; Go, net.ParseIP.
 */
export function parseAddress(text: string): IpRange | undefined {
  const version = text.includes(':') ? 6 : 4;
  const value = version === 6 ? ipv6(text) : ipv4(text);
  return value === undefined ? undefined : { version, first: value, last: value };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::').map(groups);
  const [head, tail] = halves;
  if (head === undefined || halves.length > 2 || halves.includes(undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array<bigint>(missing).fill(0n), ...(tail ?? [])];
  return all.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The 16-bit groups of one side of `::`; an IPv4 address at the end of the text makes two. */
function groups(side: string, index: number, sides: readonly string[]): bigint[] | undefined {
  if (side === '') return sides.length === 1 ? undefined : [];
  const parts = side.split(':');
  const values: bigint[] = [];
  for (const [i, part] of parts.entries()) {
    const embedded = i === parts.length - 1 && index === sides.length - 1 ? ipv4(part) : undefined;
    if (embedded !== undefined) values.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) values.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return values;
}

/** Whether all of `inner` lies in `outer`. Ranges of different versions never do. */
export function contains(outer: IpRange, inner: IpRange): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges share an address. Ranges of different versions never do. */
export function overlaps(a: IpRange, b: IpRange): boolean {
  return a.version === b.version && a.first <= b.last && b.first <= a.last;
}

/**
 * Addresses that are never the internet: where pods, machines and metadata servers are.
 * Source: RFC 1918, RFC 6598, RFC 3927.
 */
export const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
