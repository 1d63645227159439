import fc from 'fast-check';
import {
  type Bytes,
  type Cpu,
  formatBytes,
  formatCpu,
  parseBytes,
  parseCpu,
  parseQuantity,
  sameQuantity,
} from '../../src/values/quantity.js';

const suffixes = ['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'e3', 'E-3'];
const quantity = fc
  .tuple(fc.constantFrom('', '-', '+'), fc.nat(), fc.constantFrom('', '.', '.5', '.25'), fc.constantFrom(...suffixes))
  .map((parts) => parts.join(''));
const anyText = fc.oneof(quantity, fc.string());

describe('parseQuantity', () => {
  it.each([
    ['1000m', '1'],
    ['1024Mi', '1Gi'],
    ['1e3', '1k'],
    ['1E3', '1000'],
    ['1e+3', '1k'],
    ['1E', '1000P'],
    ['1.5Gi', '1536Mi'],
    ['.5', '500m'],
    ['5.', '5'],
    ['1.G', '1G'],
    ['+0', '-0'],
    ['0.0005', '500u'],
    ['007', '7'],
    [0.5, '500m'],
    [1e21, '1e21'],
  ])('reads %p and %p as one amount', (a, b) => {
    expect(sameQuantity(a, b)).toBe(true);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1\n',
    '.',
    'Mi',
    '-',
    '1e',
    '1e3m',
    '1Ki3',
    '1kk',
    '1mi',
    '1MI',
    '1,5',
    '0x10',
    '1B',
    '1MiB',
    '٣',
    'NaN',
  ])('does not take %p', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(sameQuantity(text, text)).toBe(false);
  });

  it('rounds away from zero at 10⁻⁹ and caps at 2⁶³−1, as the API server does', () => {
    expect(parseQuantity('0.1n')).toBe(1n);
    expect(parseQuantity('-0.1n')).toBe(-1n);
    expect(parseQuantity('1.0000000001')).toBe(1_000_000_001n);
    expect(parseQuantity('8Ei')).toBe((2n ** 63n - 1n) * 10n ** 9n);
    expect(parseQuantity('-100E')).toBe(-(2n ** 63n - 1n) * 10n ** 9n);
  });

  it('stays cheap for hostile exponents and lengths', () => {
    expect(parseQuantity('1e999999999999')).toBe((2n ** 63n - 1n) * 10n ** 9n);
    expect(parseQuantity('1e-999999999999')).toBe(1n);
    expect(parseQuantity('0e999999999999')).toBe(0n);
    expect(parseQuantity('9'.repeat(128))).toBe((2n ** 63n - 1n) * 10n ** 9n);
    expect(parseQuantity('1'.repeat(129))).toBeUndefined();
    expect(parseQuantity('1'.repeat(10_000_000))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseQuantity(text) !== 'string'));
  });
});

describe('sameQuantity', () => {
  it('does not depend on the order of its arguments', () => {
    fc.assert(fc.property(anyText, anyText, (a, b) => sameQuantity(a, b) === sameQuantity(b, a)));
  });

  it('holds between every quantity and itself', () => {
    fc.assert(fc.property(quantity, (text) => sameQuantity(text, text)));
  });
});

describe('parseCpu and formatCpu', () => {
  it.each([
    ['250m', 250],
    ['2', 2000],
    ['0.5', 500],
    [0.1, 100],
    ['500u', 0.5],
    ['1k', 1_000_000],
    ['-1', -1000],
  ])('reads %p as %p millicores', (text, millicores) => {
    expect(parseCpu(text)).toBe(millicores);
  });

  it('writes what Kubernetes writes', () => {
    expect([250, 2000, 1500, 0, 0.5, 0.0001, -500].map(formatCpu)).toEqual([
      '250m',
      '2',
      '1500m',
      '0',
      '500u',
      '100n',
      '-500m',
    ]);
  });

  it('reads back what it wrote', () => {
    fc.assert(fc.property(fc.integer(), (millicores) => parseCpu(formatCpu(millicores)) === millicores));
    fc.assert(fc.property(fc.integer(), (nano) => parseCpu(formatCpu(nano / 1e6)) === nano / 1e6));
  });

  it('has a type that takes no other unit', () => {
    const good: Cpu[] = ['250m', '2', '0.5'];
    // @ts-expect-error memory is no CPU
    const bad: Cpu = '256Mi';
    expect([...good, bad].map(parseCpu)).toEqual([250, 2000, 500, 256 * 1024 ** 2 * 1000]);
  });
});

describe('parseBytes and formatBytes', () => {
  it.each([
    ['256Mi', 268_435_456],
    ['1G', 1_000_000_000],
    ['1e3', 1000],
    ['512m', 0.512],
    ['1Ti', 1024 ** 4],
    [1024, 1024],
    ['7Ei', 7 * 2 ** 60],
  ])('reads %p as %p bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it.each([
    [1536 * 1024 ** 2, '1536Mi'],
    [1024 ** 3, '1Gi'],
    [2304 * 1024 ** 2, '2304Mi'],
    [10_000_000_000, '10G'],
    [1_024_000, '1000Ki'],
    [1000, '1k'],
    [1023, '1023'],
    [0, '0'],
    [-512 * 1024 ** 2, '-512Mi'],
    [0.512, '1'],
  ])('writes %p as %p', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('reads back what it wrote', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (bytes) => parseBytes(formatBytes(bytes)) === bytes));
  });

  it('has a type that takes no other unit', () => {
    const good: Bytes[] = ['256Mi', '1.5Gi'];
    // @ts-expect-error millibytes are a typing error
    const bad: Bytes = '512m';
    expect([...good, bad].map(parseBytes)).toEqual([268_435_456, 1_610_612_736, 0.512]);
  });
});
