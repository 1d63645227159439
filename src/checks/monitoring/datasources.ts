import { isList, isObject, text } from '../../manifest/access.js';
import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import type { Json } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { chartKey, dashboardsOf, GRAFANA } from './dashboards.js';
import { variablesOf } from './panel-queries.js';

/**
 * Datasources that a dashboard names by a uid which none has. Only where the one Grafana of the set keeps nothing and has
 * all its datasources from its values: who else adds some, by hand or by its sidecar, is not known.
 */
export function* unknownDatasources(set: ManifestSet): Iterable<Report> {
  yield* unknownTypes(set);
  const known = uidsOf(set);
  for (const { field, name, json } of dashboardsOf(set))
    for (const uid of new Set(asked(json))) {
      yield* ofImport(field, name, uid, variablesOf(json));
      if (!known) continue;
      if (known.includes(uid) || /^(?:grafana|__\w+__|-- .* --)$/.test(uid) || /[${]/.test(uid)) continue;
      const near = didYouMean(uid, known);
      yield report(field, `"${name}" asks the datasource "${uid}", which Grafana does not have`, {
        why: 'The panel says that the datasource was not found, and shows nothing.',
        fix: near ? `Did you mean "${near}"?` : `It has ${quoted(known).join(', ')}.`,
      });
    }
}

/** What an export leaves to whoever imports the dashboard by hand: nobody fills it in where a file brings it. */
function* ofImport(field: Field, name: string, uid: string, variables: readonly string[]): Iterable<Report> {
  const input = /^\$\{(DS_\w+)\}$/.exec(uid)?.[1];
  if (input === undefined || variables.includes(input)) return;
  yield report(field, `"${name}" asks the datasource "${uid}", which nobody fills in`, {
    why: 'It is asked for at an import by hand; a file is taken as it is, and the panel says that the datasource was not found.',
    fix: 'Write the uid of the datasource, or a variable of type datasource.',
  });
}

/** Types of datasources that are a letter away from one that Grafana has. */
function* unknownTypes(set: ManifestSet): Iterable<Report> {
  for (const source of applicationSources(set)) {
    if (!GRAFANA.has(source.chart)) continue;
    for (const [, file] of valueBelow(source, chartKey(source.chart, 'datasources')).entries())
      for (const one of file.items('datasources')) {
        const type = one.at('type');
        const near = TYPES.includes(type.text ?? '')
          ? undefined
          : TYPES.find((name) => isOneSlip(type.text ?? '', name));
        if (near)
          yield report(type, `Grafana has no datasource of type "${type.text}"`, {
            why: 'The plugin is not found: every panel that asks it shows an error.',
            fix: `Did you mean "${near}"?`,
          });
      }
  }
}

const TYPES =
  'alertmanager cloudwatch elasticsearch graphite influxdb jaeger loki mssql mysql opentsdb postgres prometheus tempo zipkin'.split(
    ' ',
  );

/** Source: grafana/helm-charts, grafana, values.yaml: datasources, sidecar.datasources, persistence. */
function uidsOf(set: ManifestSet): readonly string[] | undefined {
  const grafanas = applicationSources(set).filter(({ chart }) => chart === 'grafana');
  const [only] = grafanas;
  if (!only || grafanas.length > 1) return undefined;
  const isOn = (...path: readonly string[]) => valueBelow(only, [...path, 'enabled']).flag === true;
  if (isOn('persistence') || isOn('sidecar', 'datasources')) return undefined;
  const sources = valueBelow(only, ['datasources'])
    .entries()
    .flatMap(([, file]) => file.items('datasources'));
  const uids = sources.flatMap((one) => one.at('uid').text ?? []);
  // Grafana makes up the uid of one that has none.
  return uids.length > 0 && uids.length === sources.length && !uids.some(isTemplated) ? uids : undefined;
}

function asked(json: Json | undefined): string[] {
  if (isList(json)) return json.flatMap(asked);
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    const uid = key === 'datasource' ? text(value, 'uid') : undefined;
    return uid === undefined ? asked(value) : [uid];
  });
}
