import { applicationSources, valueBelow, valueField } from '../../manifest/argocd/application-sources.js';
import { fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';
import { chartKey, GRAFANA } from './dashboards.js';

/** Where the chart puts the dashboards of each key. Source: grafana/helm-charts, grafana, templates/_pod.tpl. */
const ROOT = '/var/lib/grafana/dashboards';

/** Dashboards in the values of Grafana's chart that lie in a folder in which no provider of Grafana looks. */
export function* unprovided(set: ManifestSet): Iterable<Report> {
  for (const source of applicationSources(set)) {
    const { chart } = source;
    if (!GRAFANA.has(chart)) continue;
    const providers = valueBelow(source, chartKey(chart, 'dashboardProviders'))
      .entries()
      .flatMap(([, file]) => file.items('providers'));
    for (const one of providers) {
      const type = one.at('type');
      if (type.text !== undefined && type.text !== 'file')
        yield report(type, `a provider of dashboards is of type "file", not "${type.text}"`, {
          why: 'Grafana does not start ("invalid provider type"), or goes on without the dashboards.',
          fix: 'type: file',
        });
    }
    const paths = providers.flatMap((one) => one.at('options.path').text ?? []);
    for (const key of ['dashboards', 'dashboardsConfigMaps'])
      for (const [name, board] of valueBelow(source, chartKey(chart, key)).entries()) {
        const folder = `${ROOT}/${name}`;
        // A provider takes what lies deeper too.
        const isRead = paths.some(
          (path) => isTemplated(path) || `${folder}/`.startsWith(`${path.replace(/\/$/, '')}/`),
        );
        if (isRead || isTemplated(name)) continue;
        const own = providers.find((one) => one.at('name').text === name)?.at('options.path');
        const at = own?.exists ? own : board;
        // In values that are a text there is one place for all of them.
        const place = source.source.at('helm.valuesObject').exists ? at : valueField(source, []);
        yield report(place, `no provider of Grafana looks in "${folder}", where the dashboards of "${name}" lie`, {
          why: 'Grafana never reads them: they are not there, and nothing says so.',
          fix: `dashboardProviders: a provider with options.path: ${folder}`,
        });
      }
  }
}

/** Dashboards under a name that Grafana passes over. Source: Grafana, pkg/services/provisioning/dashboards/file_reader.go. */
export function* unreadKeys(set: ManifestSet): Iterable<Report> {
  for (const manifest of set.kind('ConfigMap')) {
    if (!fieldOf(manifest, ['metadata', 'labels', 'grafana_dashboard']).exists) continue;
    for (const [key, field] of fieldOf(manifest).entries('data')) {
      const text = field.text ?? '';
      if (key.endsWith('.json') || !/^\s*\{/.test(text) || !text.includes('"panels"')) continue;
      yield report(field, `"${key}" is a dashboard, and Grafana reads files that end in ".json"`, {
        why: 'Grafana passes over the file: the dashboard is not there, and nothing says so.',
        fix: `Call it ${key.replace(/\.\w+$/, '')}.json.`,
      });
    }
  }
}
