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
