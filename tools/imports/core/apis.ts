import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluralOf } from '../plural.js';
import type { CoreKind } from './jsii.js';

export interface ServedKind extends CoreKind {
  readonly minor: string;
}

/** Kinds that came after the API list in the oldest package, and are not namespaced. */
const newerClusterKinds = new Set([
  'ClusterCIDR',
  'ClusterTrustBundle',
  'DeviceClass',
  'DeviceTaintRule',
  'IPAddress',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'ResourceClass',
  'ResourceSlice',
  'ServiceCIDR',
  'StorageVersion',
  'StorageVersionMigration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'VolumeAttributesClass',
  'SelfSubjectReview',
  'Status',
]);

/** Writes which kinds each minor version has: one line a kind, with the first and last version that has it. */
export function writeApis(served: readonly ServedKind[], packageFolder: string, file: string): void {
  const resources = readResources(packageFolder);
  const rows = new Map<string, { group: string; version: string; kind: string; name: string; minors: string[] }>();
  for (const { name, apiVersion, kind, minor } of served) {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const row = rows.get(name) ?? { group, version, kind, name, minors: [] };
    rows.set(name, row);
    row.minors.push(minor);
  }
  const lines = [...rows.values()]
    .sort((a, b) => compare(`${a.group}/${a.kind}/${a.version}`, `${b.group}/${b.kind}/${b.version}`))
    .map(({ group, version, kind, name, minors }) => {
      const known = resources.get(`${group}/${kind}`);
      return JSON.stringify({
        group,
        version,
        kind,
        plural: known?.plural ?? pluralOf(kind),
        namespaced: known?.namespaced ?? !newerClusterKinds.has(kind),
        definition: name,
        since: minors[0],
        until: minors.at(-1),
      });
    });
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
}

/** `kubectl api-resources` as the package keeps it: a table in columns. */
function readResources(packageFolder: string): Map<string, { plural: string; namespaced: boolean }> {
  const lines = readFileSync(join(packageFolder, 'api-resources.txt'), 'utf8').split('\n');
  return new Map(
    lines.slice(1).flatMap((line) => {
      const [, plural = '', apiVersion = '', namespaced, kind] =
        /^(\S+).*?\s((?:[\w.-]+\/)?v\d\w*)\s+(true|false)\s+(\w+)/.exec(line) ?? [];
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
      return kind ? [[`${group}/${kind}`, { plural, namespaced: namespaced === 'true' }]] : [];
    }),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
