import { get, isObject } from '../../manifest/access.js';
import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import { Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';

/** Who is told of which alert: a configuration of Alertmanager, or a part of one. */
export interface RouteTree {
  /** What holds `route` and `receivers`. */
  readonly config: Field;
  readonly root: Field;
  readonly receivers: readonly Field[];
  /** Whether it is Alertmanager's own file: keys with underscores, and nothing beside that it knows. */
  readonly native: boolean;
}

/** Every configuration of a set: AlertmanagerConfigs, the file in a Secret, and the values of the chart. */
export const routeTrees = perSet((set: ManifestSet): readonly RouteTree[] => [
  ...set.fields('AlertmanagerConfig').flatMap((one) => treeOf(one.at('spec'), false)),
  ...[...set.kind('Secret'), ...set.kind('ConfigMap')].flatMap(filesOf),
  ...applicationSources(set)
    .filter(({ chart }) => chart === 'kube-prometheus-stack')
    .flatMap((source) => treeOf(valueBelow(source, ['alertmanager', 'config']), true)),
]);

function treeOf(config: Field, native: boolean): RouteTree[] {
  const root = config.at('route');
  // What a chart is not given it has itself.
  if (!isObject(root.value) || (native && !config.at('receivers').exists)) return [];
  return [{ config, root, receivers: config.items('receivers'), native }];
}

const KEYS = ['alertmanager.yaml', 'alertmanager.yml'];

function filesOf(manifest: Manifest): RouteTree[] {
  return KEYS.flatMap((key) =>
    ['stringData', 'data'].flatMap((part) => {
      const field = fieldOf(manifest, [part, key]);
      if (field.text === undefined) return [];
      const isEncoded = manifest.ref.kind === 'Secret' && part === 'data';
      const text = isEncoded ? Buffer.from(field.text, 'base64').toString() : field.text;
      const value = readYaml(text, '').documents[0]?.value;
      return get(value, 'route') === undefined ? [] : treeOf(new Field(manifest, [part, key], value), true);
    }),
  );
}

/** A route, how it groups, and who is told: those of the route above where it says nothing itself. */
export interface PlacedRoute {
  readonly route: Field;
  readonly receiver: string | undefined;
  readonly groupBy: readonly string[];
}

/** A route and all below it. */
export function routesBelow(route: Field, above?: PlacedRoute): readonly PlacedRoute[] {
  const own = [...route.items('groupBy'), ...route.items('group_by')].flatMap(({ text }) => text ?? []);
  const placed: PlacedRoute = {
    route,
    receiver: route.at('receiver').text ?? above?.receiver,
    groupBy: own.length > 0 ? own : (above?.groupBy ?? []),
  };
  return [placed, ...route.items('routes').flatMap((one) => routesBelow(one, placed))];
}

/** Rules by which some alerts hide others. Source: Alertmanager, "Inhibition-related settings". */
export function inhibitionsOf(config: Field): readonly Field[] {
  return [...config.items('inhibitRules'), ...config.items('inhibit_rules')];
}
