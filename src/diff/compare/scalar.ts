import { isObject } from '../../manifest/access.js';
import type { Json } from '../../manifest/manifest.js';
import { parseDuration, parseGoDuration } from '../../values/duration.js';
import { sameQuantity } from '../../values/quantity.js';

// Where Kubernetes reads a quantity: `1000m` and `1` are the same there.
const QUANTITY =
  /\.(?:requests|limits|hard|capacity|default|defaultRequest|max|min)\.[^.]+$|\.(?:sizeLimit|storage|averageValue|divisor|overhead\.podFixed\.[^.]+)$/;

// Where only text is possible: an unquoted 80 is meant as "80".
const TEXT =
  /(?:^|\.)(?:labels|annotations|matchLabels|nodeSelector|data|stringData)\.|\.env\[\]\.value$|\.(?:args|command)$|\.selector\.[^.]+$/;

// Where a controller reads a span of time.
const DURATION =
  /\.(?:interval|scrapeTimeout|for|keep_firing_for|refreshInterval|duration|timeout|perTryTimeout|initialDelay|groupWait|groupInterval|repeatInterval|factor|maxDuration)$/;

/** Whether two values of a field mean the same though they may be written differently. */
export function sameValue(a: Json | undefined, b: Json | undefined, pattern: string): boolean {
  if (a === b) return true;
  if (isScalar(a) && isScalar(b)) {
    if (TEXT.test(pattern) && typeof a !== typeof b) return String(a) === String(b);
    if (QUANTITY.test(pattern)) return sameQuantity(a, b);
    if (DURATION.test(pattern)) return sameDuration(String(a), String(b));
    if (/^(?:data|binaryData)\..*\.json$/.test(pattern)) return sameJson(String(a), String(b));
  }
  return false;
}

function isScalar(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function sameDuration(a: string, b: string): boolean {
  const seconds = (text: string) =>
    /^\d+$/.test(text) ? Number(text) : (parseDuration(text) ?? parseGoDuration(text));
  const first = seconds(a);
  return first !== undefined && first === seconds(b);
}

/** A dashboard written with other spaces, or its keys in another order, is the same dashboard. */
function sameJson(a: string, b: string): boolean {
  try {
    return sameData(JSON.parse(a), JSON.parse(b));
  } catch {
    return false;
  }
}

/** Whether two values say the same: the order of keys is none, null and absent are alike. As `canonical`, without texts. */
export function sameData(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  const [one, other] = [a ?? null, b ?? null];
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, i) => sameData(item, other[i]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  let keys = 0;
  for (const [key, value] of Object.entries(one)) {
    if (value === undefined || value === null) continue;
    if (!sameData(value, other[key])) return false;
    keys += 1;
  }
  for (const value of Object.values(other)) if (value !== undefined && value !== null) keys -= 1;
  return keys === 0;
}

/** One text for all ways to write a value: keys sorted, null and absent alike. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined && value[key] !== null);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}

// Where an empty object says no more than none at all. An empty podSelector, emptyDir or pause says a lot.
const EMPTY_IS_NONE =
  /(?:^|\.)(?:labels|annotations|matchLabels|nodeSelector|limits|requests|resources|securityContext|data|stringData|binaryData|status)$/;

/** Whether a value says nothing: null, an empty list, an empty map where nothing else stands for it. */
export function saysNothing(value: Json | undefined, pattern: string): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && EMPTY_IS_NONE.test(pattern) && Object.keys(value).length === 0;
}
