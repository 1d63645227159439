/**
 * CPU: millicores (`250m`) or cores (`2`, `0.5`).
 * Errors: the type also takes `-1` and `1e3`; a construct checks the bounds with {@link parseCpu}.
 * Source: Kubernetes docs, Resource Management for Pods and Containers.
 */
export type Cpu = `${number}m` | `${number}`;

/**
 * Memory or storage in binary units: `256Mi`, `10Gi`. Decimal units are left out: `256M` beside `256Mi` is a typing
 * error more often than a wish.
 * Errors: the type also takes `-1Mi`; a construct checks the bounds with {@link parseBytes}.
 * Source: Kubernetes docs, Resource Management for Pods and Containers.
 */
export type Bytes = `${number}${'Ki' | 'Mi' | 'Gi' | 'Ti'}`;

/** A mebibyte. Unit: bytes. */
export const Mi = 1024 * 1024;

const nano = 1_000_000_000n;
const highest = (2n ** 63n - 1n) * nano;
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

/**
 * A Kubernetes quantity as a whole number of 10⁻⁹, so that two quantities are one when the numbers are:
 * `1000m` = `1`, `1024Mi` = `1Gi`, `1e3` = `1k`. As the API server does, what is finer than 10⁻⁹ is rounded away from
 * zero, and what is over 2⁶³−1 counts as 2⁶³−1. YAML hands over a bare `0.5` as a number: both are taken.
 * Errors: undefined for anything else, also for text of more than 128 characters.
 * Source: k8s.io/apimachinery, pkg/api/resource/quantity.go.
 */
export function parseQuantity(text: string | number): bigint | undefined {
  const answer = known.get(text);
  if (answer !== undefined) return answer ?? undefined;
  const value = parsed(text);
  if (known.size < MOST_KNOWN) known.set(text, value ?? null);
  return value;
}

/** Manifests write the same quantities over and over. */
const known = new Map<string | number, bigint | null>();
const MOST_KNOWN = 10_000;

function parsed(text: string | number): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([a-zA-Z]*)([+-]?\d+)?$/.exec(String(text).slice(0, 129));
  const [whole = '', fraction = '', suffix = '', exponent] = match?.slice(2) ?? [];
  const digits = whole + fraction;
  const scale = scaleOf(suffix, exponent);
  if (match === null || match[0].length > 128 || digits === '' || scale === undefined) return undefined;

  const sign = match[1] === '-' ? -1n : 1n;
  const value = BigInt(digits) * scale.factor;
  if (value === 0n) return 0n;
  // Beyond these, the result is the cap or one unit, whatever the digits: hostile exponents stay cheap.
  const power = Math.max(-400, Math.min(400, scale.exponent - fraction.length + 9));
  const scaled = power >= 0 ? value * 10n ** BigInt(power) : divideUp(value, 10n ** BigInt(-power));
  return sign * (scaled > highest ? highest : scaled);
}

function scaleOf(suffix: string, exponent: string | undefined): { factor: bigint; exponent: number } | undefined {
  if (exponent !== undefined) {
    return suffix === 'e' || suffix === 'E' ? { factor: 1n, exponent: Number(exponent) } : undefined;
  }
  const power = decimal.get(suffix);
  if (power !== undefined) return { factor: 1n, exponent: power };
  const step = binary.indexOf(suffix) + 1;
  return step > 0 ? { factor: 1024n ** BigInt(step), exponent: 0 } : undefined;
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** Whether two quantities are the same amount: `1000m` and `1`. False when either is no quantity. */
export function sameQuantity(a: string | number, b: string | number): boolean {
  const amount = parseQuantity(a);
  return amount !== undefined && amount === parseQuantity(b);
}

/**
 * CPU in millicores: 250 for `250m`, 500 for `0.5`. `500u` is 0.5: Kubernetes refuses what is below 1m.
 * Errors: undefined where {@link parseQuantity} is.
 */
export function parseCpu(text: string | number): number | undefined {
  const amount = parseQuantity(text);
  return amount === undefined ? undefined : inUnits(amount, 1_000_000n);
}

/**
 * Memory or storage in bytes. `512m` is 0.512: half a byte, though the author meant 512Mi.
 * Errors: undefined where {@link parseQuantity} is.
 */
export function parseBytes(text: string | number): number | undefined {
  const amount = parseQuantity(text);
  return amount === undefined ? undefined : inUnits(amount, nano);
}

/** The nearest number of units, each of `unit` × 10⁻⁹; whole units stay exact up to 2⁵³. */
function inUnits(amount: bigint, unit: bigint): number {
  const safe = amount === BigInt.asIntN(54, amount);
  if (safe) return Number(amount) / Number(unit);
  return Number(amount / unit) + Number(amount % unit) / Number(unit);
}

/** Millicores as Kubernetes writes them: `250m`, `2`, `1500m`; below 1m in `u` or `n`. */
export function formatCpu(millicores: number): string {
  if (Number.isInteger(millicores)) return millicores % 1000 === 0 ? `${millicores / 1000}` : `${millicores}m`;
  const nanocores = Math.round(millicores * 1e6);
  return nanocores % 1000 === 0 ? `${nanocores / 1000}u` : `${nanocores}n`;
}

/**
 * Bytes without loss and with the fewest digits, in binary units where both would do: `1536Mi`, `1Gi`, `10G`, `1000`.
 * A fraction of a byte is rounded up, as Kubernetes does.
 */
export function formatBytes(bytes: number): string {
  const whole = Math.ceil(bytes);
  const units: readonly (readonly [string, number])[] = [
    ...binary.map((unit, i) => [unit, 1024 ** (i + 1)] as const),
    ...['k', 'M', 'G', 'T', 'P', 'E'].map((unit, i) => [unit, 1000 ** (i + 1)] as const),
  ];
  let best = { digits: `${whole}`, unit: '' };
  if (whole === 0) return '0';
  for (const [unit, size] of units) {
    const digits = `${whole / size}`;
    if (whole % size === 0 && digits.length < best.digits.length) best = { digits, unit };
  }
  return best.digits + best.unit;
}
