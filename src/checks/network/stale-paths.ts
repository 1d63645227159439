import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { gatewaysOf } from '../../network/mesh-routes.js';
import { takes, type UriMatch, uriMatch } from '../../network/uri-match.js';

/**
 * Paths of a policy for named hosts that no route of these hosts serves. Only where every host of the operation has
 * routes among the manifests, and at least one path is served: then the rest is known too.
 */
export function stalePaths(policy: Manifest, set: ManifestSet): readonly Field[] {
  return fieldOf(policy)
    .items('spec.rules')
    .flatMap((entry) => entry.items('to'))
    .flatMap((to) => {
      const operation = to.at('operation');
      const hosts = operation.items('hosts').flatMap(({ text }) => text ?? []);
      const routes = routesOf(hosts, set);
      if (hosts.length === 0 || routes.length === 0) return [];
      const paths = [...operation.items('paths'), ...operation.items('notPaths')].filter(({ text }) =>
        text?.startsWith('/'),
      );
      const stale = paths.filter(({ text }) => text !== undefined && !routes.some((route) => serves(route, text)));
      return stale.length < paths.length ? stale : [];
    });
}

function routesOf(hosts: readonly string[], set: ManifestSet): readonly UriMatch[] {
  const found = set
    .kind('VirtualService')
    .filter((one) => gatewaysOf(one).some((name) => name !== 'mesh'))
    .filter((one) =>
      fieldOf(one)
        .items('spec.hosts')
        .some(({ text }) => text !== undefined && hosts.includes(text)),
    );
  return found.flatMap((one) =>
    fieldOf(one)
      .items('spec.http')
      .flatMap((route) => {
        const matches = route.items('match');
        return (matches.length === 0 ? [undefined] : matches).flatMap((match) => uriMatch(match) ?? ANY);
      }),
  );
}

// A match that cannot be read may take anything.
const ANY: UriMatch = { by: 'prefix', value: '/' };

/** Whether a route takes a path that the policy means: `/a/*` of a policy and the route for `/a/b` meet. */
function serves(route: UriMatch, written: string): boolean {
  const stem = written.replace(/(?:\{?\*+\}?).*$/, '');
  return takes(route, stem) || (stem !== written && route.by !== 'regex' && route.value.startsWith(stem));
}
