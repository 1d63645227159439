const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const dateTime =
  /^\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An amount as Kubernetes reads it: a decimal with a binary suffix, a decimal suffix or an exponent. */
export const quantityPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/**
 * Formats of Kubernetes schemas. Each looks at values of its own type alone; a format that is not here says nothing.
 */
export const formats: Readonly<Record<string, (value: unknown) => boolean>> = {
  // Go ignores line breaks in base64, which is how people wrap certificates.
  byte: (value) => typeof value !== 'string' || base64.test(value.replace(/[\r\n]/g, '')),
  'date-time': (value) => typeof value !== 'string' || dateTime.test(value),
  int32: (value) => typeof value !== 'number' || (value >= -(2 ** 31) && value < 2 ** 31),
  int64: (value) => typeof value !== 'number' || (value >= -(2 ** 63) && value < 2 ** 63),
  quantity: (value) => typeof value !== 'string' || quantityPattern.test(value),
};

const compiled = new Map<string, RegExp | undefined>();

/** What Go's RE2 reads in another way than JavaScript, or JavaScript not at all. */
const foreign = /\[:\^?\w+:\]|\\[AzQEpPC]|\(\?P<|\(\?[imsU-]+[):]/;

/**
 * A pattern as Go's RE2 reads it. JavaScript has no inline flags, so a leading `(?i)` becomes a flag; of what it would
 * read in another way it says nothing.
 */
export function re2(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  const [, start = '', inline = '', rest = pattern] = /^(\^?)\(\?([ims]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  if (foreign.test(rest)) return undefined;
  const flags = [...new Set(inline)].join('');
  // A pattern that is wrong under `u` may be right without: Go lets any punctuation be escaped.
  return attempt(start + rest, `u${flags}`) ?? attempt(start + rest, flags);
}

function attempt(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

/** A group that is repeated: how often it is tried may double with each character. */
const REPEATED = /\)[*+{]/;
const UNBOUNDED = /[*+]|\{\d*,\}/g;

/** Whether a pattern, tried as JavaScript tries it, may take for ever on a long value. Go's RE2 never does. */
export function mayExplode(pattern: string): boolean {
  const known = explosive.get(pattern) ?? looksExplosive(pattern);
  explosive.set(pattern, known);
  return known;
}

const explosive = new Map<string, boolean>();

/** A DNS name as Kubernetes' own schemas write it: each repetition begins with a dot, so there is one way to part it. */
const DNS_NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

function looksExplosive(pattern: string): boolean {
  const plain = pattern.replaceAll(DNS_NAME, 'x').replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x');
  return REPEATED.test(plain) || (plain.match(UNBOUNDED)?.length ?? 0) > 2;
}

const slow = new Set<string>();
/** For all patterns of a run together: a definition may have thousands. */
let left = 2000;

/** Patterns that took too long: values are no longer held against them. */
export const slowPatterns: ReadonlySet<string> = slow;

/**
 * Whether a value matches a pattern; undefined where that is not known: the pattern is none of JavaScript's, or takes
 * longer than a fifth of a second.
 */
export function matchesPattern(pattern: string, value: string): boolean | undefined {
  const expression = re2(pattern);
  if (expression === undefined || slow.has(pattern)) return undefined;
  if (value.length <= 16 || !mayExplode(pattern)) return expression.test(value);
  const began = Date.now();
  try {
    return inTime(expression, value, Math.max(1, Math.min(200, left)));
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    left -= Date.now() - began;
    slow.add(pattern);
    return undefined;
  }
}

let runner: ((expression: RegExp, value: string, timeout: number) => boolean) | undefined;

// A script can be stopped, an expression cannot. Few sets need it: it is loaded for the first.
function inTime(expression: RegExp, value: string, timeout: number): boolean {
  runner ??= makeRunner();
  return runner(expression, value, timeout);
}

function makeRunner(): (expression: RegExp, value: string, timeout: number) => boolean {
  const vm: typeof import('node:vm') = require('node:vm');
  const context = vm.createContext({ expression: /(?:)/, value: '' });
  const script = new vm.Script('expression.test(value)');
  return (expression, value, timeout) => {
    Object.assign(context, { expression, value });
    return script.runInContext(context, { timeout }) === true;
  };
}
