import { type KnownApi, knownApis, kubernetesVersions } from '../../../imports/validate.js';
import type { Facts } from '../../cluster/facts.js';
import { KINDS } from '../../manifest/kinds.js';
import { apiGroup } from '../../manifest/manifest.js';
import { schemaVersion } from './errors.js';

/** `apps/v1`; of the core group `v1`. */
export function apiVersionOf({ group, version }: KnownApi): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The APIs that the cluster serves, as far as we know them; of a version that is not known, those that any serves. */
export function servedApis(facts: Facts): readonly KnownApi[] {
  const versions = facts.kubernetes === undefined ? kubernetesVersions() : [schemaVersion(facts)];
  return versions.flatMap((version) => apisOf(version));
}

/** Versions by `group/kind`, each as an `apiVersion`. */
export type ServedVersions = ReadonlyMap<string, ReadonlySet<string>>;

/** The versions in which the cluster serves each kind, as far as we know them. */
export function servedVersions(facts: Facts): ServedVersions {
  const { kubernetes = '' } = facts;
  const versions = served.get(kubernetes) ?? versionsIn(servedApis(facts));
  served.set(kubernetes, versions);
  return versions;
}

const served = new Map<string, ServedVersions>();

function versionsIn(apis: readonly KnownApi[]): ServedVersions {
  const versions = new Map<string, Set<string>>();
  for (const api of apis) {
    const key = `${api.group}/${api.kind}`;
    const known = versions.get(key);
    if (known) known.add(apiVersionOf(api));
    else versions.set(key, new Set([apiVersionOf(api)]));
  }
  return versions;
}

const byVersion = new Map<string, readonly KnownApi[]>();

function apisOf(version: string): readonly KnownApi[] {
  const known = byVersion.get(version) ?? knownApis(version);
  byVersion.set(version, known);
  return known;
}

/** Kinds of that name, whatever the case, in whichever group: `[group, kind]`. */
export function kindsNamed(kind: string, facts: Facts): readonly (readonly [group: string, kind: string])[] {
  const wanted = kind.toLowerCase();
  const all = [...servedApis(facts), ...KINDS].filter((row) => row.kind.toLowerCase() === wanted);
  const found = new Map(all.map((row) => [`${row.kind}.${row.group}`, [row.group, row.kind] as const]));
  return [...found.values()];
}

/** Whether a kind of that group is known under exactly this name. */
export function isKnownKind(apiVersion: string, kind: string, facts: Facts): boolean {
  const group = apiGroup(apiVersion);
  return kindsNamed(kind, facts).some(([inGroup, name]) => inGroup === group && name === kind);
}
