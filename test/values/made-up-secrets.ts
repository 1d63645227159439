/*
 * Made-up values, drawn from a fixed sequence: none of them opens anything. The shapes are those of the providers'
 * documentation.
 */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const BASE62 = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;

/** Numbers below 1 that are the same in every run. Source: Lehmer, "MINSTD". */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export function drawer(seed: number) {
  const next = sequence(seed);
  const integer = (below: number) => Math.floor(next() * below);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[integer(list.length)];
    if (found === undefined) throw new Error('nothing to draw from');
    return found;
  };
  const text = (length: number, alphabet = BASE62) =>
    Array.from({ length }, () => alphabet[integer(alphabet.length)]).join('');
  return { integer, pick, text };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A variable that holds a secret: by its name, its shape, or because it is drawn at random. */
export function madeUpSecrets(count: number, seed = 7): { readonly name: string; readonly value: string }[] {
  const { integer, pick, text } = drawer(seed);
  const upper = BASE62.slice(26);
  const neutral = () => pick(['UPSTREAM', 'CONFIG', 'EXTRA', 'DSN', 'OPTIONS', 'VALUE_A', 'SETTINGS', 'CONNECTION']);
  const jwt = () =>
    `${base64('{"alg":"HS256","typ":"JWT"}').replaceAll('=', '')}.${base64(`{"sub":"${text(9)}"}`).replaceAll('=', '')}.${text(43)}`;
  const url = () => {
    const scheme = pick(['postgresql', 'postgresql+asyncpg', 'amqp', 'redis', 'https', 'mongodb+srv']);
    return `${scheme}://${pick(['app', 'admin', ''])}:${text(8 + integer(20))}@${pick(['db', 'mq.data.svc', 'x.example.org'])}/${text(4)}`;
  };
  const password = () =>
    pick([`${text(9)}!`, `Summer-${1900 + integer(99)}`, text(12), `${text(5)}#${text(6)}`, text(24)]);
  const kinds: readonly (() => { name: string; value: string })[] = [
    () => ({ name: neutral(), value: `AKIA${text(16, upper)}` }),
    () => ({ name: neutral(), value: `gh${pick(['p', 'o', 's'])}_${text(36)}` }),
    () => ({ name: neutral(), value: `xoxb-${text(11, '0123456789')}-${text(24)}` }),
    () => ({ name: neutral(), value: `sk-${pick(['', 'proj-'])}${text(40)}` }),
    () => ({ name: neutral(), value: `AIza${text(35)}` }),
    () => ({ name: neutral(), value: jwt() }),
    () => ({ name: neutral(), value: `-----BEGIN RSA PRIVATE KEY-----\n${text(64)}\n-----END RSA PRIVATE KEY-----` }),
    () => ({ name: neutral(), value: url() }),
    () => ({ name: neutral(), value: base64(url()) }),
    () => ({ name: neutral(), value: base64(`gh${'p'}_${text(36)}`) }),
    () => ({ name: pick(['DB_PASSWORD', 'SMTP_PASS', 'adminPassword', 'REDIS_PASSWD', 'PG_PWD']), value: password() }),
    () => ({ name: pick(['DB_PASSWORD', 'redis-password']), value: base64(password()) }),
    () => ({
      name: pick(['API_KEY', 'JWT_SECRET', 'clientSecret', 'ACCESS_TOKEN', 'SIGNING_KEY']),
      value: text(16 + integer(32)),
    }),
    () => ({ name: pick(['WEBHOOK_SECRET', 'AUTH_TOKEN']), value: text(32, '0123456789abcdef') }),
    () => ({ name: neutral(), value: text(24 + integer(30)) }),
    () => ({ name: neutral(), value: text(40, `${BASE62}+/`) }),
  ];
  return Array.from({ length: count }, (_, i) => {
    const make = kinds[i % kinds.length];
    if (!make) throw new Error('no such kind');
    return make();
  });
}
