import { get, text } from '../../manifest/access.js';
import { type ApplicationSource, applicationSources } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import { textsIn } from '../../manifest/hosts/texts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

const CREATE = /\bCREATE\s+DATABASE\s+(?:IF\s+NOT\s+EXISTS\s+)?["`]?(\w+)/gi;
const USE = /\bON\s+DATABASE\s+["`]?(\w+)|^\s*\\(?:c|connect)\s+["`]?(\w+)/gim;
/** What every server has: databases, and its first user. */
export const GIVEN: ReadonlySet<string> = new Set(['postgres', 'template0', 'template1']);

/** Databases that a chart of PostgreSQL makes: that of its values, and those of its first scripts. */
export function createdBy({ chart, values }: ApplicationSource): ReadonlySet<string> {
  if (!chart.startsWith('postgresql')) return new Set();
  const named = ['auth.database', 'global.postgresql.auth.database'].flatMap((path) => text(values, path) ?? []);
  const scripts = scriptsOf(values).flatMap((script) => [...script.matchAll(CREATE)].flatMap(([, name]) => name ?? []));
  return new Set([...named, ...scripts]);
}

/** Users that a chart of PostgreSQL makes: that of its values, and those of its first scripts. */
export function usersOf({ chart, values }: ApplicationSource): readonly string[] {
  if (!chart.startsWith('postgresql')) return [];
  const named = ['auth.username', 'global.postgresql.auth.username'].flatMap((path) => text(values, path) ?? []);
  const scripts = textsIn(get(values, []) ?? null, (written) => MAKE.test(written));
  return [
    ...named,
    ...scripts.flatMap(({ text: script }) => [...script.matchAll(ROLE)].flatMap(([, name]) => name ?? [])),
  ];
}

const MAKE = /\bCREATE\s+(?:USER|ROLE)\b/i;
const ROLE = /\bCREATE\s+(?:USER|ROLE)\s+(?:IF\s+NOT\s+EXISTS\s+)?["`]?(\w+)/gi;

function scriptsOf(values: ApplicationSource['values']): string[] {
  return textsIn(get(values, []) ?? null, (written) => /database/i.test(written)).map(({ text }) => text);
}

/** Statements of a first script about a database that is not there when it runs. */
export function* firstScripts(set: ManifestSet): Iterable<Report> {
  for (const source of applicationSources(set)) {
    const created = createdBy(source);
    if (created.size === 0) continue;
    const used = scriptsOf(source.values).flatMap((script) =>
      [...script.matchAll(USE)].flatMap(([, on, to]) => on ?? to ?? []),
    );
    const [missing] = used.filter((name) => !created.has(name) && !GIVEN.has(name));
    if (missing === undefined) continue;
    const names = quoted([...created]).join(', ');
    yield report(valuesField(source), `the first script names database "${missing}", and the chart makes ${names}`, {
      severity: 'error',
      why: 'The statement fails when the server is first started: its script stops there, and the rights are not given.',
      fix: `Write ${names}.`,
    });
  }
}

function valuesField({ source }: ApplicationSource): Field {
  const object = source.at('helm.valuesObject');
  return object.exists ? object : source.at('helm.values');
}
