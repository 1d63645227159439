import { applicationSources, valueBelow } from '../../manifest/application-sources.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { dashboardsOf } from './dashboards.js';

/**
 * Datasources that a dashboard names by a uid which none has. Only where the one Grafana of the set keeps nothing and has
 * all its datasources from its values: who else adds some, by hand or by its sidecar, is not known.
 */
export function* unknownDatasources(set: ManifestSet): Iterable<Report> {
  const known = uidsOf(set);
  if (!known) return;
  for (const { field, name, json } of dashboardsOf(set))
    for (const uid of new Set(asked(json))) {
      if (known.includes(uid) || /^(?:grafana|__\w+__|-- .* --)$/.test(uid) || /[${]/.test(uid)) continue;
      const near = didYouMean(uid, known);
      yield report(field, `"${name}" asks the datasource "${uid}", which Grafana does not have`, {
        why: 'The panel says that the datasource was not found, and shows nothing.',
        fix: near ? `Did you mean "${near}"?` : `It has ${known.map((one) => `"${one}"`).join(', ')}.`,
      });
    }
}

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

function asked(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const entries: [string, unknown][] = Object.entries(json);
  return entries.flatMap(([key, value]) => {
    const isOne = key === 'datasource' && typeof value === 'object' && value !== null && 'uid' in value;
    return isOne && typeof value.uid === 'string' ? [value.uid] : asked(value);
  });
}
