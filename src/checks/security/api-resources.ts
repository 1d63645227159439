import type { KnownApi } from '../../../imports/validate.js';
import { text } from '../../manifest/access.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { servedApis } from '../schema/known-apis.js';

/** A resource as rules of roles name it. */
export interface ApiResource {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The resources of each group: of every Kubernetes that we know, of the definitions we know, and of those of the set. */
export function apiResources(set: ManifestSet): ReadonlyMap<string, readonly ApiResource[]> {
  const known = new Map(BUILT_IN());
  for (const { object } of set.kind('CustomResourceDefinition')) {
    const [group, plural, kind] = ['spec.group', 'spec.names.plural', 'spec.names.kind'].map((at) => text(object, at));
    if (group === undefined || plural === undefined || kind === undefined) continue;
    const namespaced = text(object, 'spec.scope') === 'Namespaced';
    known.set(group, [...(known.get(group) ?? []), { group, plural, kind, namespaced }]);
  }
  return known;
}

let builtIn: ReadonlyMap<string, readonly ApiResource[]> | undefined;

/** Of any version: a role may name what an older or newer cluster has. */
function BUILT_IN(): ReadonlyMap<string, readonly ApiResource[]> {
  builtIn ??= byGroup(servedApis({}));
  return builtIn;
}

function byGroup(apis: readonly KnownApi[]): ReadonlyMap<string, readonly ApiResource[]> {
  const groups = new Map<string, ApiResource[]>();
  for (const api of apis) {
    const group = groups.get(api.group);
    if (group) group.push(api);
    else groups.set(api.group, [api]);
  }
  return groups;
}
