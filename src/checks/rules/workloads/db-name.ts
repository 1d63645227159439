import { get, text } from '../../../manifest/access.js';
import { type ApplicationSource, applicationSources } from '../../../manifest/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { type HostUse, hostUses } from '../../../manifest/host-uses.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { textsIn } from '../../../manifest/texts.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { type Report, report, rule } from '../../rule.js';

const pod = (name: string, database: string, mark = '') => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
      env:
        - name: DATABASE_URL
          value: postgresql://db.data.svc.cluster.local:5432/${database}${mark}
`;
const example = (database: string, mark = '') => `
apiVersion: v1
kind: Service
metadata:
  name: db
  namespace: data
spec:
  ports:
    - port: 5432
${['cart', 'stock', 'till', 'user'].map((name) => pod(name, 'main')).join('')}${pod('shop', database, mark)}`;

export const dbName = rule({
  id: 'db-name',
  severity: 'warning',
  what: 'A database is named that nobody else uses and nothing creates',
  why: 'The server refuses the connection: database does not exist.',
  fix: 'Write the name that the others use, or create the database.',
  exceptions: [
    'Servers that fewer than four use, or of which several databases are used more than once.',
    'Databases that the chart or its first script creates.',
  ],
  source: 'PostgreSQL, libpq-connect#LIBPQ-CONNSTRING; bitnami/charts, postgresql: auth.database, initdb.scripts',
  wrong: example('mian', ' # <--'),
  right: example('main'),
  *check({ set }) {
    const uses = hostUses(set).flatMap((use) => {
      const database = databaseOf(use);
      return database === undefined ? [] : [{ use, database }];
    });
    const servers = groupBy(uses, ({ use: { service } }) => `${service.namespace}/${service.name}`);
    const created = new Set(applicationSources(set).flatMap((source) => [...createdBy(source)]));
    for (const all of servers.values()) {
      const found = oddOnesOut(all, ({ database }) => database);
      for (const { use, database } of found?.odd ?? []) {
        if (created.has(database)) continue;
        yield report(
          use.at,
          `database "${database}" of "${use.host.host}": ${found?.count} others use "${found?.usual}"`,
        );
      }
    }
    yield* firstScripts(set);
  },
});

/** The database of a URL: `main` of `postgresql://u:p@db.data.svc:5432/main`. */
function databaseOf({ at, host }: HostUse): string | undefined {
  if (!/^(?:postgres|mysql|mariadb|mongodb)/.test(host.scheme ?? '')) return undefined;
  const rest = (at.text ?? '').slice(host.index + host.host.length);
  return /^\.?(?::\d+)?\/([\w-]+)(?=$|[?\s"',;])/.exec(rest)?.[1];
}

const CREATE = /\bCREATE\s+DATABASE\s+(?:IF\s+NOT\s+EXISTS\s+)?["`]?(\w+)/gi;
const USE = /\bON\s+DATABASE\s+["`]?(\w+)|^\s*\\(?:c|connect)\s+["`]?(\w+)/gim;
const GIVEN = new Set(['postgres', 'template0', 'template1']);

/** Databases that a chart of PostgreSQL makes: that of its values, and those of its first scripts. */
function createdBy({ chart, values }: ApplicationSource): ReadonlySet<string> {
  if (!chart.startsWith('postgresql')) return new Set();
  const named = ['auth.database', 'global.postgresql.auth.database'].flatMap((path) => text(values, path) ?? []);
  const scripts = scriptsOf(values).flatMap((script) => [...script.matchAll(CREATE)].flatMap(([, name]) => name ?? []));
  return new Set([...named, ...scripts]);
}

function scriptsOf(values: ApplicationSource['values']): string[] {
  return textsIn(get(values, []) ?? null, (written) => /database/i.test(written)).map(({ text }) => text);
}

/** Statements of a first script about a database that is not there when it runs. */
function* firstScripts(set: ManifestSet): Iterable<Report> {
  for (const source of applicationSources(set)) {
    const created = createdBy(source);
    if (created.size === 0) continue;
    const used = scriptsOf(source.values).flatMap((script) =>
      [...script.matchAll(USE)].flatMap(([, on, to]) => on ?? to ?? []),
    );
    const [missing] = used.filter((name) => !created.has(name) && !GIVEN.has(name));
    if (missing === undefined) continue;
    const names = [...created].map((name) => `"${name}"`).join(', ');
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
