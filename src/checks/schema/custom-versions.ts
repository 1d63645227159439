import type { ObjectRef } from '../../diagnostic/diagnostic.js';
import { each, text } from '../../manifest/access.js';
import { groupBy } from '../../manifest/group-by.js';
import { apiGroup } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isBuiltIn } from './errors.js';
import { apiVersionOf, servedApis } from './known-apis.js';

/** A version of a custom resource that is none of those its definition has. */
export interface NoVersion {
  /** The versions there are, as `apiVersion`; the definition's own where the set brings one. */
  readonly known: readonly string[];
  readonly isDefined: boolean;
  /** A version above all that we know: a later release may have it. */
  readonly mayCome: boolean;
}

// Gone from the definitions, but served by releases that still run. Sources: release notes of each.
const BEFORE: readonly string[] = [
  'cert-manager.io/v1alpha2',
  'cert-manager.io/v1alpha3',
  'cert-manager.io/v1beta1',
  'external-secrets.io/v1alpha1',
  'flagger.app/v1alpha3',
  'gateway.networking.k8s.io/v1alpha1',
  'gateway.networking.k8s.io/v1alpha2',
];

/** What is wrong with the version of an object of a custom kind, where all versions of the kind are known. */
export function noVersion(set: ManifestSet, { apiVersion, kind }: ObjectRef): NoVersion | undefined {
  const group = apiGroup(apiVersion);
  if (isBuiltIn(group)) return undefined;
  const definition = set
    .kind('CustomResourceDefinition')
    .find(({ object }) => text(object, 'spec.group') === group && text(object, 'spec.names.kind') === kind);
  if (definition) {
    const served = each(definition.object, 'spec.versions[]')
      .filter(({ value }) => each(value, 'served')[0]?.value !== false)
      .flatMap(({ value }) => text(value, 'name') ?? []);
    const own = served.map((name) => `${group}/${name}`);
    return own.length === 0 || own.includes(apiVersion) ? undefined : { known: own, isDefined: true, mayCome: false };
  }
  known ??= groupBy(servedApis({}), (api) => `${api.group}/${api.kind}`);
  const versions = [...new Set((known.get(`${group}/${kind}`) ?? []).map(apiVersionOf))];
  if (versions.length === 0 || versions.includes(apiVersion) || BEFORE.includes(apiVersion)) return undefined;
  const own = rank(apiVersion);
  return { known: versions, isDefined: false, mayCome: versions.every((one) => rank(one) < own) };
}

let known: ReadonlyMap<string, readonly Parameters<typeof apiVersionOf>[0][]> | undefined;

/** Where a version stands among others: v1alpha1, v1beta1, v1, v2. What is no version stands before all. */
function rank(apiVersion: string): number {
  const [, major, stage, minor] = /\/v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
  if (major === undefined) return -1;
  // Stable ones first, whatever their number. Source: Kubernetes, CustomResourceDefinition versioning, version priority.
  const stages = stage === undefined ? 2 : stage === 'beta' ? 1 : 0;
  return stages * 10_000 + Number(major) * 100 + Number(minor ?? 0);
}
