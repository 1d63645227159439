import { looksRandom, mayBeDrawn } from './randomness.js';
import { promisedBy } from './secret-name.js';
import { isFilledIn, isPlaceholder, secretShapes } from './secret-shape.js';

/** A value that looks like a secret. */
export interface Suspicion {
  /** As messages name it: `a password`, `a token of GitHub`. */
  readonly kind: string;
  /** False where the value only looks drawn at random. */
  readonly sure: boolean;
  readonly length: number;
}

/**
 * Whether a value is a secret, by its shape, by its name, or because it looks drawn at random; also in base64.
 * @param name variable or key that holds it; undefined where nothing names it
 */
export function secretIn(name: string | undefined, value: string): Suspicion | undefined {
  const written = value.trim();
  if (written === '') return undefined;
  const [shape] = secretShapes(written);
  if (shape) return { kind: shape.kind, sure: true, length: shape.end - shape.start };
  const inside = written.includes('\n') ? inLines(written) : undefined;
  if (inside) return inside;
  const promised = name === undefined ? undefined : promisedBy(name);
  // Asked first: most values have a name that promises nothing, and are no such run of characters.
  if (promised === undefined && !mayBeDrawn(written)) return undefined;
  if (isHarmless(written)) return undefined;
  if (promised === 'password' && !/\s/.test(written)) return { kind: 'a password', sure: true, length: written.length };
  if (promised === 'token' && isTokenLike(written)) return { kind: 'a secret', sure: true, length: written.length };
  const decoded = decode(written);
  if (decoded !== undefined) {
    const behind = secretIn(name, decoded);
    return behind && { ...behind, kind: `${behind.kind} in base64`, length: written.length };
  }
  return looksRandom(written)
    ? { kind: 'what looks like a secret drawn at random', sure: false, length: written.length }
    : undefined;
}

// A shape is found in the text as a whole, and what else gives a secret away has no space in it.
const LINE =
  /^\s*(?:-\s+|export\s+)?["']?([\w.-]{2,80})["']?\s*[:=]\s*(?:"\s*([^"\s]*)\s*"|'\s*([^'\s]*)\s*'|([^\s"']+))[,;]?\s*$/;

/** The first secret that a line of a file names: `password: x`, `token = "x"`, `export DB_PASSWORD=x`. */
function inLines(text: string): Suspicion | undefined {
  for (const line of text.split('\n')) {
    const match = LINE.exec(line);
    if (!match) continue;
    const [, name = '', double, single, bare = ''] = match;
    const quoted = double ?? single;
    // Without quotes it may be an expression of a program.
    if (quoted === undefined && /[()[\]{}<>,;]|^[a-z_]\w*(?:\.\w+)+$/i.test(bare)) continue;
    const is = secretIn(name, quoted ?? bare);
    if (is) return is;
  }
  return undefined;
}

/** The secrets that a command line names: `--password=x`, `--token x`, `PASSWORD=x program`. */
export function secretInCommand(
  words: readonly string[],
): { readonly index: number; readonly is: Suspicion } | undefined {
  for (const [index, word] of words.entries()) {
    const [, option, value] = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word) ?? [];
    const next = words[index + 1];
    const inOption =
      option === undefined
        ? undefined
        : value !== undefined
          ? secretIn(option, value)
          : next !== undefined && !next.startsWith('-')
            ? secretIn(option, next)
            : undefined;
    if (inOption) return { index: value === undefined ? index + 1 : index, is: inOption };
    const [shape] = secretShapes(word);
    if (shape) return { index, is: { kind: shape.kind, sure: true, length: shape.end - shape.start } };
    for (const [, name = '', text = ''] of word.matchAll(/(?:^|\s)(?:--)?([A-Za-z][\w-]{2,60})=["']?([^\s"']+)/g)) {
      const inside = secretIn(name, text);
      if (inside) return { index, is: inside };
    }
  }
  return undefined;
}

const WORDS =
  /^(?:true|false|yes|no|on|off|null|none|nil|undefined|enabled|disabled|required|optional|default|auto|basic|bearer|password|passwd|token|secret|opaque|jwt|oauth2?|oidc|md5|scram-sha-\d+|[hre]s\d{3}|\*+)$/i;

/** What no secret is, whatever its name: numbers, paths, addresses, identifiers, what is filled in later. */
function isHarmless(value: string): boolean {
  return (
    isFilledIn(value) ||
    isPlaceholder(value) ||
    WORDS.test(value) ||
    /^[-+]?[\d.,_]+(?:[a-z]{1,2})?$/i.test(value) ||
    /^(?:\.{0,2}\/[\w./-]*|~\/|file:|[A-Z]:\\)/.test(value) ||
    /^(?:arn:|vault:|ref\+|secret:\/\/|k8s:|aws:|ssm:)/.test(value) ||
    /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value) ||
    /^sha\d+[:-]/.test(value) ||
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|app|dev|cloud|local|internal|svc)(?::\d+)?(?:\/\S*)?$/i.test(
      value,
    )
  );
}

/** A token is no single word and no name of a key: `Bearer`, `session`, `JWT_SECRET_KEY`. */
function isTokenLike(value: string): boolean {
  return (
    value.length >= 8 && !/\s/.test(value) && !/^[a-z]+$/i.test(value) && !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)
  );
}

/** Printable text behind base64; undefined where it is none. */
function decode(value: string): string | undefined {
  if (value.length < 16 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  return /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? decoded : undefined;
}
