import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { isEnvironmentWord } from '../../values/environment-names.js';
import { remoteKeys } from './remote-keys.js';

/** A path in a secret store that is probably another, as others write it. */
export interface OddSpelling {
  readonly field: Field;
  readonly path: string;
  readonly usual: string;
}

/**
 * Paths that few ExternalSecrets read, and that most write otherwise: `/a/db/password` for `/a/db-password`. Where it is
 * the password of a user whose others read it elsewhere, fewer of these are enough.
 */
export const oddSpellings = perSet((set: ManifestSet): readonly OddSpelling[] => {
  const keys = remoteKeys(set);
  const users = usersBy(set);
  const byWords = groupBy(keys, ({ text = '' }) => sense(text));
  const sameWords = [...byWords].flatMap(([words, fields]) => {
    const uses = groupBy(fields, ({ text = '' }) => text);
    const [usual, ...others] = [...uses].toSorted(([, a], [, b]) => b.length - a.length);
    if (words.length < 8 || !usual || usual[1].length < 2) return [];
    const isSure = (field: Field, readers: readonly Field[]) =>
      readers.length === 1 ||
      usual[1].length >= 3 * readers.length ||
      usual[1].filter((one) => users(one).some((user) => users(field).includes(user))).length >= 3;
    return others.flatMap(([path, readers]) =>
      readers.flatMap((field) => (isSure(field, readers) ? { field, path, usual: usual[0] } : [])),
    );
  });
  return [...sameWords, ...slips(keys, new Set(sameWords.map(({ field }) => field)))];
});

/** Whose password a path gives: the users, and where, of the URLs that the template of its ExternalSecret puts it into. */
function usersBy(set: ManifestSet): (key: Field) => readonly string[] {
  const texts = new Map(
    set.kind('ExternalSecret').map(
      (one) =>
        [
          one,
          fieldOf(one)
            .entries('spec.target.template.data')
            .map(([, { text = '' }]) => text),
        ] as const,
    ),
  );
  return ({ manifest, path }) => {
    const fetched = fieldOf(manifest, [...path.slice(0, -2), 'secretKey']).text;
    const urls = (texts.get(manifest) ?? []).flatMap((text) => [...text.matchAll(PASSWORD)]);
    return urls.flatMap(([, user = '', name, host = '']) => (name === fetched ? `${user}@${host}` : []));
  };
}

const PASSWORD = /:\/\/([\w.-]+):\{\{-?\s*\.(\w+)\b[^}]*\}\}@([\w.-]+)/g;

/** Paths that one ExternalSecret reads, a letter or their first folders off one that at least two others read. */
function slips(keys: readonly Field[], said: ReadonlySet<Field>): OddSpelling[] {
  const readers = [...groupBy(keys, ({ text = '' }) => text)].map(([path, fields]) => ({
    path,
    fields,
    by: new Set(fields.map(({ manifest }) => manifest)),
  }));
  const usual = readers.filter(({ by }) => by.size >= 2);
  return readers
    .filter(({ by }) => by.size === 1)
    .flatMap(({ path, fields, by: [own] }) => {
      const meant = usual.find((one) => own && !one.by.has(own) && (isPart(path, one.path) || isSlip(path, one.path)));
      return meant ? fields.filter((at) => !said.has(at)).map((field) => ({ field, path, usual: meant.path })) : [];
    });
}

/** `/dev/db/password` of `/shop/dev/db/password`: two folders at least are the same. */
function isPart(path: string, whole: string): boolean {
  return path.split('/').filter(Boolean).length >= 3 && path.startsWith('/') && whole.endsWith(path) && whole !== path;
}

/** One folder is a letter off; a digit is a choice. */
function isSlip(path: string, other: string): boolean {
  const [own, its] = [path.split('/'), other.split('/')];
  const [first, ...more] = own.flatMap((folder, i) => (folder === its[i] ? [] : [[folder, its[i] ?? ''] as const]));
  if (own.length !== its.length || !first || more.length > 0) return false;
  const [a, b] = first;
  return a.length >= 4 && isOneSlip(a, b) && a.replaceAll(/\d/g, '') !== b.replaceAll(/\d/g, '');
}

/** What each of many things has one of: two of that name, in two folders, are two values. */
const GENERIC = /^(?:password|passwd|pass|username|user|token|key|secret|url|uri|dsn|host|port|database|name|value)$/;

/** The letters of a path, without the folder below the environment, unless it alone tells values apart: one value is filed once. */
function sense(path: string): string {
  const segments = path.split('/').filter(Boolean);
  const place = segments.findIndex((segment) => isEnvironmentWord(segment)) + 1;
  const [head, rest] = [segments.slice(0, place), segments.slice(place)];
  if (place === 0 || rest.length < 2) return letters(path);
  const name = letters(rest.slice(1).join(''));
  return GENERIC.test(name) ? letters(path) : `${head.join('/')}/${name}`;
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
