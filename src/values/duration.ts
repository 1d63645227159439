/**
 * A span of time as an author writes it: `500ms`, `30s`, `5m`, `1h30m`, `30d`.
 * Errors: the type also takes `-5m` and `1.5h`; a construct checks with {@link parseDuration} and reports at the call.
 */
export type Duration =
  | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`
  | `${number}h${number}m`
  | `${number}m${number}s`
  | `${number}d${number}h`;

const prometheus = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const prometheusSeconds = [365 * 86400, 7 * 86400, 86400, 3600, 60, 1, 0.001];

/**
 * Seconds of a {@link Duration} or of a Prometheus duration: whole numbers, large units first, each unit once, `d` is
 * 24 hours, `w` 7 days, `y` 365 days; a bare `0` needs no unit.
 * Errors: undefined for anything else.
 * Source: prometheus/common, model.ParseDuration.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const parts = text === '' ? null : prometheus.exec(text);
  if (parts === null) return undefined;
  let sum = 0;
  for (let i = 0; i < prometheusSeconds.length; i++) {
    const written = parts[i + 1];
    if (written !== undefined) sum += Number(written) * (prometheusSeconds[i] ?? 0);
  }
  return rounded(sum);
}

/**
 * Seconds of a duration that the author's compiler has seen.
 * Errors: throws a RangeError for what only the type lets pass (`-5m`): a construct reports that first.
 */
export function seconds(duration: Duration): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new RangeError(`"${duration}" is no duration: whole numbers with ms, s, m, h or d`);
  return parsed;
}

const goSeconds = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['μs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);
const goLimit = 2 ** 63 / 1e9;

/**
 * Seconds of a duration as Go reads it (Kubernetes, Argo, Flagger, Istio): `1h30m`, `1.5h`, `-2s`, `0`. There is no `d`.
 * Errors: undefined for anything else, also beyond ±2⁶³ ns (292 years).
 * Source: Go, time.ParseDuration.
 */
export function parseGoDuration(text: string): number | undefined {
  const unsigned = /^[+-]?(.*)$/s.exec(text)?.[1] ?? '';
  const sign = text.startsWith('-') ? -1 : 1;
  if (unsigned === '0') return 0;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(unsigned)) return undefined;
  let sum = 0;
  for (const [, amount, unit = ''] of unsigned.matchAll(/([\d.]+)([^\d.]+)/g))
    sum += Number(amount) * (goSeconds.get(unit) ?? 0);
  const total = rounded(sum);
  return total < goLimit ? sign * total : undefined;
}

/** Whole nanoseconds, so that `0.1s` and `100ms` are the same number. Unit: seconds. */
function rounded(total: number): number {
  return total < 1e6 ? Math.round(total * 1e9) / 1e9 : total;
}

/**
 * Seconds as text that Go and Prometheus both read: `5m`, `1m30s`, `36h`, `500ms`; `0s` for none. Never `d`, which Go
 * does not know. Rounded to whole milliseconds.
 */
export function formatDuration(seconds: number): string {
  const total = Math.round(Math.abs(seconds) * 1000);
  const parts = [
    [Math.floor(total / 3_600_000), 'h'],
    [Math.floor(total / 60_000) % 60, 'm'],
    [Math.floor(total / 1000) % 60, 's'],
    [total % 1000, 'ms'],
  ] as const;
  const text = parts.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`)).join('');
  return text === '' ? '0s' : `${seconds < 0 ? '-' : ''}${text}`;
}

/** A duration for a controller that reads Go's: as it was written, where Go reads the same. */
export function goDuration(written: Duration): string {
  const seconds = parseDuration(written);
  return seconds === undefined || parseGoDuration(written) === seconds ? written : formatDuration(seconds);
}
