import type { Field } from '../../manifest/field.js';
import { besideOf, nameOf, portOf } from '../../manifest/hosts/calls.js';
import { type HostUse, hostUses } from '../../manifest/hosts/host-uses.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { userOf } from './url-users.js';

/** What is called of a database server, each with where it is written. */
export interface DatabaseUse {
  readonly use: HostUse;
  readonly server: string;
  readonly database: Named | undefined;
  readonly user: Named | undefined;
  /** What the scheme of a URL says of dialect and driver: `postgresql+asyncpg://`. */
  readonly driver: Named | undefined;
  /** Of servers whose ports the set does not show: of others, host-unresolved knows them. */
  readonly port: Named | undefined;
}

interface Named {
  readonly name: string;
  readonly at: Field;
}

/** Every call of a database: by a URL, or by a host with the rest beside it (`DB_HOST`, `DB_NAME`, `DB_USER`). */
export function databaseUses(set: ManifestSet): readonly DatabaseUse[] {
  return hostUses(set).flatMap((use) => {
    const isUrl = /^(?:postgres|mysql|mariadb|mongodb)/.test(use.host.scheme ?? '');
    if (!isUrl && (use.host.scheme !== undefined || !/(?:POSTGRES|PG|DB|DATABASE|MYSQL)/.test(nameOf(use)))) return [];
    const user = isUrl ? named(userOf(use), use.at) : beside(use, ['USER', 'USERNAME']);
    const number = use.target.is === 'manifest' || use.target.is === 'made' ? undefined : portOf(use);
    return [
      {
        use,
        server: `${use.service.namespace}/${use.service.name}`,
        database: isUrl ? named(databaseOf(use) ?? withoutPath(use), use.at) : beside(use, ['DB', 'DATABASE', 'NAME']),
        user,
        driver: named(isUrl ? `${use.host.scheme}://` : undefined, use.at),
        port: named(number === undefined ? undefined : `${number}`, use.at),
      },
    ];
  });
}

function named(name: string | undefined, at: Field): Named | undefined {
  return name === undefined ? undefined : { name, at };
}

function beside(use: HostUse, ends: readonly string[]): Named | undefined {
  const at = besideOf(use, ends);
  return at?.text === undefined || isTemplated(at.text) ? undefined : { name: at.text, at };
}

/** The database of a URL: `main` of `postgresql://u:p@db.data.svc:5432/main`. */
function databaseOf(use: HostUse): string | undefined {
  return /^\.?(?::\d+)?\/([\w-]+)(?=$|[?\s"',;])/.exec(behind(use))?.[1];
}

/** A URL that names none means the one that is called like its user. Source: PostgreSQL, libpq-connect#LIBPQ-CONNECT-DBNAME. */
function withoutPath(use: HostUse): string | undefined {
  return use.host.scheme?.startsWith('postgres') && /^\.?(?::\d+)?\/?$/.test(behind(use)) ? userOf(use) : undefined;
}

function behind({ at, host }: HostUse): string {
  return (at.text ?? '').slice(host.index + host.host.length);
}
