/** What a name promises of its value. */
export type Promised = 'password' | 'token' | undefined;

const PASSWORD = new Set(['password', 'passwd', 'passphrase', 'pwd', 'pw', 'pass']);
const TOKEN = new Set(['secret', 'token', 'apikey', 'credential', 'credentials']);
const KEY = new Set(['api', 'private', 'secret', 'access', 'signing', 'encryption', 'master', 'auth', 'license']);
/** What stands behind the word and changes nothing. */
const TAIL = /^(?:\d+|value|plain|plaintext|literal|b64|base64)$/;
/** Before it, the word means the object that holds the secret, or how it is used. */
const OTHER =
  /^(?:existing|use|enable|enabled|disable|require|required|has|is|no|without|max|min|pad|eos|bos|unk|stop|next|page|continuation|image|pull|tls|kubernetes|k8s|ref|name|header|issuer|bypass)$/;

/**
 * Whether a variable or key of that name holds a secret: its last word says so. `DB_PASSWORD`, `openaiApiKey`; not
 * `PASSWORD_FILE`, `TOKEN_TTL`, `SECRET_NAME`, `MAX_TOKENS`.
 */
export function promisedBy(name: string): Promised {
  const known = answers.get(name);
  if (known !== undefined) return known ?? undefined;
  const answer = promised(name);
  // Names of fields recur; those of data need not.
  if (answers.size < 10_000) answers.set(name, answer ?? null);
  return answer;
}

const answers = new Map<string, Promised | null>();

function promised(name: string): Promised {
  const words = wordsOf(name);
  while (words.length > 1 && TAIL.test(words.at(-1) ?? '')) words.pop();
  const last = words.pop();
  if (last === undefined || words.some((word) => OTHER.test(word))) return undefined;
  if (PASSWORD.has(last)) return 'password';
  if (TOKEN.has(last)) return 'token';
  return last === 'key' && KEY.has(words.at(-1) ?? '') ? 'token' : undefined;
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
