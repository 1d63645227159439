import { get, isObject } from '../manifest/access.js';
import { applicationSources } from '../manifest/application-sources.js';
import type { Json, JsonObject } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { readYaml } from '../manifest/read-yaml.js';

/** The mesh's settings, as somebody gives them to istiod. */
export interface MeshConfig {
  readonly config: JsonObject;
  /** The values of the chart that they stand in. */
  readonly values: Json | undefined;
}

/** The settings of the mesh: values of Istio's chart, an IstioOperator, or the ConfigMap that istiod reads. */
export const meshConfigs = perSet((set: ManifestSet): readonly MeshConfig[] => {
  const charts = applicationSources(set)
    .filter(({ chart }) => chart === 'istiod')
    .map(({ values }) => ({ config: get(values, 'meshConfig') ?? {}, values }));
  const operators = set.kind('IstioOperator').map(({ object }) => ({
    config: get(object, 'spec.meshConfig') ?? {},
    values: get(object, 'spec.values'),
  }));
  const maps = set
    .kind('ConfigMap')
    .filter(({ ref }) => ref.name === 'istio')
    .flatMap(({ object }) => {
      const text = get(object, 'data.mesh');
      return typeof text === 'string'
        ? [{ config: readYaml(text, '').documents[0]?.value ?? {}, values: undefined }]
        : [];
    });
  return [...charts, ...operators, ...maps].flatMap(({ config, values }) =>
    isObject(config) ? [{ config, values }] : [],
  );
});
