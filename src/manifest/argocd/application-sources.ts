import { get } from '../access.js';
import { Field, fieldOf } from '../field.js';
import type { FieldPath, Json, Manifest } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import { readYaml } from '../yaml/read-yaml.js';

/** The `spec` of an Application, or of those that an ApplicationSet makes. */
export function specOf(application: Manifest): Field {
  return fieldOf(application, application.ref.kind === 'ApplicationSet' ? 'spec.template.spec' : 'spec');
}

/** The same of every Application and ApplicationSet of a set. */
export function applicationSpecs(set: ManifestSet): readonly Field[] {
  return [...set.kind('Application'), ...set.kind('ApplicationSet')].map(specOf).filter((spec) => spec.exists);
}

/** Where an Application takes manifests from. */
export interface ApplicationSource {
  readonly manifest: Manifest;
  readonly spec: Field;
  readonly source: Field;
  /** The chart: its name in a chart repository, or the last part of its path. */
  readonly chart: string;
  /** The name of its Helm release. */
  readonly release: string;
  readonly namespace: string | undefined;
  /** What it sets of the chart's values; undefined where they are written as text that is no YAML. */
  readonly values: Json | undefined;
}

/** Every source of every Application of a set. */
export const applicationSources = perSet((set: ManifestSet): readonly ApplicationSource[] =>
  applicationSpecs(set).flatMap((spec) =>
    [spec.at('source'), ...spec.items('sources')]
      .filter((source) => source.exists)
      .map((source): ApplicationSource => {
        const { manifest } = spec;
        return {
          manifest,
          spec,
          source,
          chart: source.at('chart').text ?? source.at('path').text?.replace(/\/$/, '').replace(/^.*\//, '') ?? '',
          release: source.at('helm.releaseName').text ?? manifest.ref.name,
          namespace: spec.at('destination.namespace').text,
          values: valuesOf(source),
        };
      }),
  ),
);

// Source: Argo CD, user-guide/helm#values: valuesObject goes before values.
function valuesOf(source: Field): Json | undefined {
  const written = source.at('helm.valuesObject');
  if (written.exists) return written.value;
  const { text } = source.at('helm.values');
  return text === undefined ? {} : readYaml(text, '').documents[0]?.value;
}

/** Where a value of the chart is written: the value itself in valuesObject, else the text that holds all of them. */
export function valueField({ source }: ApplicationSource, path: FieldPath): Field {
  const written = source.at('helm.valuesObject');
  return written.exists ? written.at(path) : source.at('helm.values');
}

/** A value of the chart, to read on from, wherever it is written. */
export function valueBelow(source: ApplicationSource, path: FieldPath): Field {
  const { manifest, path: place } = source.source.at(
    source.source.at('helm.valuesObject').exists ? 'helm.valuesObject' : 'helm.values',
  );
  return new Field(manifest, [...place, ...path], get(source.values, path));
}
