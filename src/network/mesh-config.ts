import { get, isObject } from '../manifest/access.js';
import { applicationSources, valueBelow } from '../manifest/argocd/application-sources.js';
import { Field, fieldOf } from '../manifest/field.js';
import type { Json, JsonObject } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { readYaml } from '../manifest/yaml/read-yaml.js';

/** The mesh's settings, as somebody gives them to istiod. */
export interface MeshConfig {
  readonly config: JsonObject;
  /** The same, to read on from and to report at. */
  readonly field: Field;
  /** The values of the chart that they stand in. */
  readonly values: Json | undefined;
}

/** The settings of the mesh: values of Istio's chart, an IstioOperator, or the ConfigMap that istiod reads. */
export const meshConfigs = perSet((set: ManifestSet): readonly MeshConfig[] => {
  const charts = applicationSources(set)
    .filter(({ chart }) => chart === 'istiod')
    .map((source) => ({ field: valueBelow(source, ['meshConfig']), values: source.values }));
  const operators = set.kind('IstioOperator').map((manifest) => ({
    field: fieldOf(manifest, 'spec.meshConfig'),
    values: get(manifest.object, 'spec.values'),
  }));
  const maps = set
    .kind('ConfigMap')
    .filter(({ ref }) => ref.name === 'istio')
    .flatMap((manifest) => {
      const { text, path } = fieldOf(manifest, 'data.mesh');
      if (text === undefined) return [];
      return [{ field: new Field(manifest, path, readYaml(text, '').documents[0]?.value), values: undefined }];
    });
  return [...charts, ...operators, ...maps].flatMap(({ field, values }) => {
    const config = field.value ?? {};
    return isObject(config) ? [{ config, field, values }] : [];
  });
});
