import { isIP } from 'node:net';
import fc from 'fast-check';
import { contains, type IpRange, overlaps, parseAddress, parseCidr } from '../../src/values/cidr.js';

function range(text: string): IpRange {
  const parsed = text.includes('/') ? parseCidr(text) : parseAddress(text);
  if (parsed === undefined) throw new Error(`test: ${text}`);
  return parsed;
}

const cidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, prefix]) => `${address}/${prefix}`),
);

describe('parseCidr', () => {
  it('reads both versions and drops the bits behind the prefix', () => {
    expect(parseCidr('10.1.2.3/8')).toEqual({ version: 4, first: 0x0a000000n, last: 0x0affffffn });
    expect(parseCidr('0.0.0.0/0')).toEqual({ version: 4, first: 0n, last: 0xffffffffn });
    expect(parseCidr('fd00::1/8')).toEqual({ version: 6, first: 0xfdn << 120n, last: (0xfen << 120n) - 1n });
    expect(parseCidr('::/0')?.last).toBe(2n ** 128n - 1n);
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0/8',
    '010.0.0.0/8',
    '256.0.0.0/8',
    '::/129',
    '10.0.0.0/8/8',
    ' 10.0.0.0/8',
    '10.0.0.0/-1',
    '/8',
    '::1%eth0/64',
  ])('does not take %p', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe('parseAddress', () => {
  it.each([
    ['127.0.0.1', 0x7f000001n],
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['2001:db8::8:800:200c:417a', 0x20010db80000000000080800200c417an],
    ['1:2:3:4:5:6:7:8', 0x00010002000300040005000600070008n],
    ['::ffff:10.0.0.1', 0xffff0a000001n],
    ['1:2:3:4:5:6:10.0.0.1', 0x0001000200030004000500060a000001n],
  ])('reads %p', (text, value) => {
    expect(parseAddress(text)?.first).toBe(value);
  });

  it.each([
    '',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '::1.2.3',
    '1.2.3.4::',
    '::1.2.3.4:5',
    'g::',
    ':1::',
    '1.2.3.4.5',
  ])('does not take %p', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('agrees with Node on what an address is', () => {
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '::', '.', '255'), maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, (address) => {
        expect([address, parseAddress(address)?.version ?? 0]).toEqual([address, isIP(address)]);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('contains and overlaps', () => {
  it('compares ranges', () => {
    expect(contains(range('10.0.0.0/8'), range('10.244.0.0/16'))).toBe(true);
    expect(contains(range('10.244.0.0/16'), range('10.0.0.0/8'))).toBe(false);
    expect(contains(range('10.96.0.0/12'), range('10.112.0.0'))).toBe(false);
    expect(overlaps(range('10.96.0.0/12'), range('10.111.255.255'))).toBe(true);
    expect(overlaps(range('10.244.0.0/16'), range('10.96.0.0/12'))).toBe(false);
    expect(contains(range('::/0'), range('10.0.0.1'))).toBe(false);
    expect(overlaps(range('::/0'), range('0.0.0.0/0'))).toBe(false);
  });

  it('holds what it must for all ranges', () => {
    fc.assert(
      fc.property(cidr, cidr, (left, right) => {
        const [a, b] = [range(left), range(right)];
        expect(contains(a, a)).toBe(true);
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
    );
  });
});
