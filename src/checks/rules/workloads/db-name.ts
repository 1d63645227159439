import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import { groupBy } from '../../../manifest/group-by.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { report, rule } from '../../rule.js';
import { databaseUses } from '../../workloads/database-uses.js';
import { createdBy, firstScripts, GIVEN, usersOf } from '../../workloads/first-scripts.js';

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
  what: 'A database, its user, its port or a driver is named that nobody else uses and nothing creates',
  why: 'The server refuses the connection: database does not exist.',
  fix: 'Write the name that the others use, or create the database.',
  exceptions: [
    'Servers that fewer than four use, or of which several databases are used more than once; the same of users, ports and drivers.',
    'Databases and users that the chart or its first script creates, and those that every server has.',
  ],
  source: 'PostgreSQL, libpq-connect#LIBPQ-CONNSTRING; bitnami/charts, postgresql: auth.database, initdb.scripts',
  wrong: example('mian', ' # <--'),
  right: example('main'),
  *check({ set }) {
    const sources = applicationSources(set);
    const created = {
      database: new Set(sources.flatMap((source) => [...createdBy(source)])),
      user: new Set(sources.flatMap(usersOf)),
      port: new Set<string>(),
      driver: new Set<string>(),
    };
    for (const uses of groupBy(databaseUses(set), ({ server }) => server).values()) {
      for (const part of ['database', 'user', 'port', 'driver'] as const) {
        // What every server has says nothing of what the others use.
        const named = uses.filter((one) => one[part] !== undefined && !GIVEN.has(one[part].name));
        const found = oddOnesOut(named, (one) => one[part]?.name);
        for (const { use, [part]: odd } of found?.odd ?? []) {
          if (!odd || created[part].has(odd.name)) continue;
          const others = `${found?.count} others use "${found?.usual}"`;
          yield report(odd.at, `${part} "${odd.name}" of "${use.host.host}": ${others}`, { why: WHY[part] });
        }
      }
    }
    yield* firstScripts(set);
  },
});

const WHY = {
  database: undefined,
  user: 'The server refuses the connection: password authentication failed for user.',
  port: 'Nothing answers on that port: every call times out or is refused.',
  driver:
    'The program loads what the scheme names: where it is not in the image, or an asynchronous engine is handed another, it does not start.',
};
